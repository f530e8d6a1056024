// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.sip.ClientRequest;
import org.strowger.api.sip.ClientResult;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.ServerSet;
import org.strowger.api.sip.SipClient;
import org.strowger.api.sip.SipResolver;
import org.strowger.api.sip.Transport;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

/** A line's registration, on a clock that stands still until it is told to go on. */
class LineTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final StillClock clock = new StillClock(BEGIN);
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final FakeRegistrar registrar = new FakeRegistrar();
    private final List<InetAddress> addresses = new ArrayList<>(List.of(address("192.0.2.1"), address("192.0.2.2")));
    private final Kept kept = new Kept();
    private RandomGenerator random = new Random(7);
    private Optional<SipClient> client = Optional.of(registrar);

    /** A store that a later line finds. */
    private static final class Kept implements LineMemory.Store {
        private Optional<LineMemory> memory = Optional.empty();

        @Override
        public Optional<LineMemory> read() {
            return memory;
        }

        @Override
        public void write(LineMemory next) {
            memory = Optional.of(next);
        }

        @Override
        public void forget() {
            memory = Optional.empty();
        }
    }

    private ServerSet found(Transport transport, int port) {
        List<Flow> flows = addresses.stream()
                .map(at -> new Flow(
                        transport, at.getHostAddress(), port == 0 ? transport.defaultPort() : port, "", "example.org"))
                .toList();
        return flows.isEmpty()
                ? ServerSet.none(Duration.ofSeconds(5), "example.org has no address")
                : new ServerSet(List.of(new ServerSet.Server(0, 0, flows)), Duration.ofMinutes(1), "");
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException numeric) {
            throw new AssertionError(numeric);
        }
    }

    private Line made(String process, String... keysAndValues) {
        SipResolver resolver =
                (uri, transport, executor, found) -> found.accept(found(transport.orElse(Transport.UDP), uri.port()));
        Servers servers = new Servers(() -> Optional.of(resolver), random);
        Line.Desk desk = new Line.Desk(scheduler, () -> client, servers, clock, random, process);
        return new Line(Configs.line(keysAndValues), desk, kept);
    }

    private Line started(String... keysAndValues) {
        Line line = made("one", keysAndValues);
        line.start();
        scheduler.runDue();
        return line;
    }

    private void pass(long seconds) {
        scheduler.advance(Duration.ofSeconds(seconds));
    }

    private boolean registered(Line line) {
        return line.status().registered(clock.instant());
    }

    /** The moments of the requests from now on, in seconds from now, over a time. */
    private List<Long> attempts(long seconds) {
        Instant from = clock.instant();
        List<Long> moments = new ArrayList<>();
        int before = registrar.requests.size();
        for (long second = 0; second < seconds; second++) {
            pass(1);
            for (; before < registrar.requests.size(); before++) {
                moments.add(Duration.between(from, clock.instant()).toSeconds());
            }
        }
        return moments;
    }

    // ---- how it stands

    @Test
    void whoLooksWhileItIsAcceptedSeesNothingHalfDone() {
        List<LineStatus> seen = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        RandomGenerator plain = random;
        // what is asked for in the middle of every step
        random = () -> {
            lines.forEach(line -> seen.add(line.status()));
            return plain.nextLong();
        };
        lines.add(made("one"));
        lines.get(0).start();
        scheduler.runDue();
        assertThat(lines.get(0).status().state()).isEqualTo(LineState.REGISTERED);
        assertThat(seen).isNotEmpty().allSatisfy(status -> assertThat(
                        status.server().isPresent())
                .isEqualTo(status.state() == LineState.REGISTERED));
    }

    // ---- what it says

    @Test
    void itRegistersItsAccountWithAContactOfItsOwn() {
        Line line = started("expires", "600", "auth.user", "alice");
        ClientRequest request = registrar.last();
        assertThat(request.method()).isEqualTo("REGISTER");
        assertThat(request.uri()).hasToString("sip:example.org");
        assertThat(request.from()).hasToString("<sip:4930555@example.org>");
        assertThat(request.to()).isEqualTo(request.from());
        assertThat(request.flow()).hasToString("udp:192.0.2.1:5060");
        assertThat(request.contact().orElseThrow().user()).isEqualTo("4930555");
        assertThat(FakeRegistrar.expires(request)).isEqualTo("600");
        assertThat(request.credentials().orElseThrow().user()).isEqualTo("alice");
        assertThat(registered(line)).isTrue();
        assertThat(line.status().token()).isEqualTo(FakeRegistrar.token(request));
        String first = FakeRegistrar.token(request);
        kept.forget();
        started();
        assertThat(FakeRegistrar.token(registrar.last())).isNotEqualTo(first);
    }

    @Test
    void throughAProxyTheRequestUriStaysTheDomain() {
        started("proxy", "proxy.example.net:5070");
        assertThat(registrar.last().uri()).hasToString("sip:example.org");
        assertThat(registrar.last().flow().port()).isEqualTo(5070);
        assertThat(registrar.last().routes()).containsExactly("<sip:proxy.example.net:5070;lr>");
    }

    // ---- refreshing

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 60, 3600})
    void itIsRefreshedByWhatTheServerGranted(int granted) {
        registrar.behave(
                request -> FakeRegistrar.answer(request, 200, new Header("Expires", Integer.toString(granted))));
        Line line = started();
        ClientRequest first = registrar.last();
        Instant next = line.status().next().orElseThrow();
        long millis = Duration.between(clock.instant(), next).toMillis();
        assertThat(millis).isBetween(granted * 750L, granted * 900L);
        scheduler.advance(Duration.ofMillis(millis - 1));
        assertThat(registrar.requests).hasSize(1);
        scheduler.advance(Duration.ofMillis(1));
        assertThat(registrar.requests).hasSize(2);
        assertThat(registrar.last().callId()).isEqualTo(first.callId());
        assertThat(registrar.last().cseq()).isEqualTo(first.cseq() + 1);
        assertThat(registrar.last().contact()).isEqualTo(first.contact());
    }

    @Test
    void anExpiryThatIsTooBriefIsRaisedAndRemembered() {
        registrar.behave(request -> Long.parseLong(FakeRegistrar.expires(request)) < 300
                ? FakeRegistrar.answer(request, 423, new Header("Min-Expires", "300"))
                : FakeRegistrar.accept(request));
        Line line = started("expires", "60");
        assertThat(registrar.requests).extracting(FakeRegistrar::expires).containsExactly("60", "300");
        assertThat(registered(line)).isTrue();
        pass(300);
        assertThat(registrar.requests).extracting(FakeRegistrar::expires).containsExactly("60", "300", "300");
    }

    @Test
    void whoEverWantsMoreIsNotFollowedForEver() {
        registrar.behave(request -> FakeRegistrar.answer(
                request,
                423,
                new Header("Min-Expires", Long.toString(Long.parseLong(FakeRegistrar.expires(request)) * 2))));
        Line line = started();
        assertThat(registrar.requests).hasSize(3);
        assertThat(line.status().failure()).contains(Failure.REFUSED);
    }

    @Test
    void aBindingLastsWhileItsRefreshFails() {
        Line line = started("expires", "600");
        registrar.behave(FakeRegistrar::silence);
        pass(580);
        assertThat(line.status().failure()).contains(Failure.NO_ANSWER);
        assertThat(registered(line)).isTrue();
        pass(21);
        assertThat(registered(line)).isFalse();
        registrar.behave(FakeRegistrar::accept);
        pass(300);
        assertThat(registered(line)).isTrue();
        assertThat(line.status().failure()).isEmpty();
    }

    // ---- never giving up, never hammering

    @Test
    void silenceIsTriedAgainEverLessOftenAndForEver() {
        registrar.behave(FakeRegistrar::silence);
        Line line = started("registrar", "192.0.2.9");
        List<Long> moments = attempts(3600);
        assertThat(moments.get(0)).isBetween(2L, 6L);
        assertThat(moments).hasSizeBetween(15, 40);
        assertThat(line.status().why()).contains("no answer").contains("192.0.2.9");
        List<Long> later = attempts(36_000);
        assertThat(later).hasSizeGreaterThan(120);
        for (int i = 1; i < later.size(); i++) {
            assertThat(later.get(i) - later.get(i - 1)).isBetween(149L, 301L);
        }
        registrar.behave(FakeRegistrar::accept);
        pass(301);
        assertThat(registered(line)).isTrue();
    }

    @Test
    void wrongCredentialsRaiseAnAlarmAndAreTriedSeldom() {
        registrar.behave(request -> FakeRegistrar.answer(request, 401));
        Line line = started();
        assertThat(line.status().alarm()).isTrue();
        List<Long> moments = attempts(7200);
        for (int i = 1; i < moments.size(); i++) {
            assertThat(moments.get(i) - moments.get(i - 1)).isGreaterThanOrEqualTo(30);
        }
        assertThat(moments).hasSizeBetween(4, 10);
        registrar.behave(FakeRegistrar::accept);
        line.change(Configs.line("password", "right"));
        scheduler.runDue();
        assertThat(registered(line)).isTrue();
        assertThat(line.status().alarm()).isFalse();
        assertThat(registrar.last().credentials().orElseThrow().password()).isEqualTo("right");
    }

    @Test
    void aRegistrarThatNamesATimeIsLeftAloneForThatLong() {
        registrar.behave(request -> FakeRegistrar.answer(request, 503, new Header("Retry-After", "120")));
        started("registrar", "192.0.2.9");
        assertThat(attempts(300)).first().satisfies(moment -> assertThat(moment).isBetween(120L, 134L));
    }

    @Test
    void aNameWithoutAnAddressIsLookedUpAgain() {
        List<InetAddress> known = List.copyOf(addresses);
        addresses.clear();
        Line line = started();
        assertThat(registrar.requests).isEmpty();
        assertThat(line.status().failure()).contains(Failure.NO_ADDRESS);
        assertThat(line.status().why()).contains("example.org");
        addresses.addAll(known);
        pass(5);
        assertThat(registered(line)).isTrue();
    }

    @Test
    void whileNoNameServerAnswersALineIsRefreshedWhereItIs() {
        Line line = started("expires", "60");
        addresses.clear();
        pass(600);
        assertThat(registered(line)).isTrue();
        assertThat(line.status().failure()).isEmpty();
    }

    // ---- servers

    @Test
    void aLineStaysOnItsServerUntilThatFailsAndThenOnTheNext() {
        Line line = started("expires", "60");
        assertThat(line.status().server().orElseThrow().host()).isEqualTo("192.0.2.1");
        registrar.behave(request -> request.flow().host().equals("192.0.2.1")
                ? FakeRegistrar.silence(request)
                : FakeRegistrar.accept(request));
        pass(54);
        assertThat(line.status().server().orElseThrow().host()).isEqualTo("192.0.2.2");
        assertThat(line.status().servers()).extracting(Flow::host).containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(registered(line)).isTrue();
        registrar.behave(FakeRegistrar::accept);
        pass(300);
        assertThat(registrar.last().flow().host())
                .as("what works is left alone")
                .isEqualTo("192.0.2.2");
    }

    private List<String> hosts(String method) {
        return registrar.requests.stream()
                .filter(request -> request.method().equals(method))
                .map(request -> request.flow().host())
                .toList();
    }

    @Test
    void aServerThatIsSilentIsNotWaitedForToTheEndWhereThereIsAnother() {
        registrar.slow();
        Line line = started();
        pass(5);
        assertThat(hosts("REGISTER")).containsExactly("192.0.2.1", "192.0.2.2");
        registrar.answer();
        scheduler.runDue();
        assertThat(line.status().server().orElseThrow().host()).isEqualTo("192.0.2.2");
        pass(60);
        assertThat(hosts("REGISTER")).as("the last is waited for").hasSize(2);
    }

    @Test
    void aLineMovesWhenItsServerDoesNotAnswerOptions() {
        Line line = started("health.interval", "10");
        registrar.behave(request -> request.flow().host().equals("192.0.2.1")
                ? FakeRegistrar.silence(request)
                : FakeRegistrar.accept(request));
        pass(10);
        assertThat(hosts("OPTIONS")).containsExactly("192.0.2.1");
        assertThat(line.status().server().orElseThrow().host())
                .as("once is chance")
                .isEqualTo("192.0.2.1");
        pass(10);
        assertThat(line.status().server().orElseThrow().host()).isEqualTo("192.0.2.2");
        assertThat(hosts("REGISTER")).as("the other is asked first").containsExactly("192.0.2.1", "192.0.2.2");
        pass(10);
        assertThat(hosts("OPTIONS")).endsWith("192.0.2.2");
        registrar.behave(FakeRegistrar::accept);
        pass(3600);
        assertThat(line.status().server().orElseThrow().host())
                .as("and it stays")
                .isEqualTo("192.0.2.2");
        assertThat(hosts("OPTIONS").subList(3, hosts("OPTIONS").size())).containsOnly("192.0.2.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "7"})
    void silenceIsHeardAtAnyInterval(String seconds) {
        started("health.interval", seconds);
        registrar.slow();
        pass(3 * Long.parseLong(seconds));
        assertThat(hosts("OPTIONS")).containsExactly("192.0.2.1", "192.0.2.1");
        assertThat(hosts("REGISTER")).containsExactly("192.0.2.1", "192.0.2.2");
    }

    @Test
    void aRefusalOfOptionsIsAnAnswerAndAnotherIntervalSendsNoRegister() {
        Line line = started();
        line.change(Configs.line("health.interval", "10"));
        scheduler.runDue();
        registrar.behave(request -> FakeRegistrar.answer(request, 404));
        pass(100);
        assertThat(hosts("OPTIONS")).hasSize(10);
        assertThat(hosts("REGISTER")).hasSize(1);
        registrar.behave(request -> FakeRegistrar.answer(request, 503));
        line.unregister();
        pass(100);
        assertThat(hosts("OPTIONS")).as("a line that is gone asks nobody").hasSize(10);
    }

    @Test
    void theTransportIsTheDomainsWhereItIsLeftToIt() {
        LineSettings any = Configs.line("transport", "dns");
        assertThat(any.transport()).isEmpty();
        Line line = started("transport", "dns");
        assertThat(registered(line)).isTrue();
    }

    @Test
    void wrongCredentialsAreNotCarriedFromServerToServer() {
        registrar.behave(request -> FakeRegistrar.answer(request, 403));
        started();
        assertThat(registrar.requests).hasSize(1);
    }

    // ---- changes

    @Test
    void whatTheRegistrarDoesNotSeeSendsNothing() {
        Line line = started();
        line.change(Configs.line("number", "999", "caller.identity", "from", "description", "ours"));
        pass(60);
        assertThat(registrar.requests).hasSize(1);
        assertThat(registered(line)).isTrue();
    }

    @Test
    void anotherAccountTakesTheOldOneAway() {
        Line line = started();
        ClientRequest before = registrar.last();
        line.change(Configs.line("user", "4930666"));
        scheduler.runDue();
        assertThat(registrar.requests).hasSize(3);
        ClientRequest farewell = registrar.requests.get(1);
        assertThat(FakeRegistrar.expires(farewell)).isEqualTo("0");
        assertThat(farewell.contact()).isEqualTo(before.contact());
        assertThat(farewell.callId()).isEqualTo(before.callId());
        assertThat(farewell.cseq()).isGreaterThan(before.cseq());
        assertThat(registrar.last().from().uri().user()).isEqualTo("4930666");
        assertThat(registrar.last().callId()).isNotEqualTo(before.callId());
        assertThat(FakeRegistrar.token(registrar.last())).isNotEqualTo(FakeRegistrar.token(before));
        assertThat(registered(line)).isTrue();
    }

    @Test
    void anAnswerToWhatIsNoLongerWantedChangesNothing() {
        registrar.slow();
        Line line = started();
        line.change(Configs.line("user", "4930666"));
        scheduler.runDue();
        registrar.answer();
        scheduler.runDue();
        assertThat(registered(line)).isTrue();
        assertThat(line.status().token()).isEqualTo(FakeRegistrar.token(registrar.last()));
        assertThat(registrar.requests).extracting(FakeRegistrar::expires).containsExactly("3600", "0", "3600");
    }

    // ---- the end, and what comes after it

    @Test
    void theEndIsSaid() {
        Line line = started();
        CompletionStage<Void> done = line.unregister();
        scheduler.runDue();
        assertThat(done.toCompletableFuture()).isDone();
        assertThat(FakeRegistrar.expires(registrar.last())).isEqualTo("0");
        assertThat(registered(line)).isFalse();
        assertThat(line.status().state()).isEqualTo(LineState.IDLE);
        pass(10_000);
        assertThat(registrar.requests).hasSize(2);
        line.unregister();
        line.change(Configs.line("password", "other"));
        line.clientCame();
        pass(10_000);
        assertThat(registrar.requests).as("said once").hasSize(2);
    }

    @Test
    void aRegistrationThatIsOnItsWayIsTakenBackToo() {
        registrar.slow();
        Line line = started();
        line.unregister();
        scheduler.runDue();
        assertThat(registrar.requests).extracting(FakeRegistrar::expires).containsExactly("3600", "0");
        assertThat(registrar.last().cseq())
                .isGreaterThan(registrar.requests.get(0).cseq() + 1);
    }

    @Test
    void whoIsNotRegisteredHasNothingToTakeBack() {
        registrar.behave(request -> FakeRegistrar.answer(request, 403));
        Line line = started();
        CompletionStage<Void> done = line.unregister();
        scheduler.runDue();
        assertThat(done.toCompletableFuture()).isDone();
        assertThat(registrar.requests).hasSize(1);
    }

    @Test
    void theNextVersionGoesOnWithoutAWord() {
        Line line = started("expires", "600");
        ClientRequest before = registrar.last();
        Instant refresh = line.status().next().orElseThrow();
        line.rest();
        scheduler.runDue();
        Line next = started("expires", "600");
        assertThat(registrar.requests).hasSize(1);
        assertThat(registered(next)).isTrue();
        assertThat(next.status().server()).isEqualTo(line.status().server());
        assertThat(next.status().token()).isEqualTo(line.status().token());
        assertThat(next.status().servers()).extracting(Flow::host).containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(next.status().next()).contains(refresh);
        pass(599);
        assertThat(registrar.requests).hasSize(2);
        assertThat(registrar.last().callId()).isEqualTo(before.callId());
        assertThat(registrar.last().cseq()).isGreaterThan(before.cseq());
        assertThat(registrar.last().contact()).isEqualTo(before.contact());
    }

    @Test
    void anotherProcessRefreshesAtOnce() {
        started("expires", "600").rest();
        scheduler.runDue();
        Line next = made("two", "expires", "600");
        next.start();
        scheduler.runDue();
        assertThat(registrar.requests).hasSize(2);
        assertThat(registrar.last().contact())
                .isEqualTo(registrar.requests.get(0).contact());
    }

    @Test
    void whatHasExpiredMeanwhileIsRegisteredAnewWithTheSameCallId() {
        started("expires", "60").rest();
        pass(61);
        Line next = started("expires", "60");
        assertThat(registrar.requests).hasSize(2);
        assertThat(registered(next)).isTrue();
        assertThat(registrar.last().callId())
                .isEqualTo(registrar.requests.get(0).callId());
    }

    // ---- the SIP bundle is replaced

    @Test
    void aLineWaitsForTheSipBundleAndGoesOnWhenItComes() {
        client = Optional.empty();
        Line line = started();
        pass(1000);
        assertThat(line.status().why()).contains("no SIP stack");
        client = Optional.of(registrar);
        line.clientCame();
        scheduler.runDue();
        assertThat(registered(line)).isTrue();
    }

    @Test
    void aRegistrationByConnectionIsRenewedWhenTheConnectionsHaveGone() {
        Line udp = started();
        kept.forget();
        Line tcp = started("transport", "tcp");
        assertThat(registrar.requests).hasSize(2);
        udp.clientCame();
        tcp.clientCame();
        scheduler.runDue();
        assertThat(registrar.requests).hasSize(3);
        assertThat(registrar.last().flow().transport().reliable()).isTrue();
    }

    @Test
    void aWrongCertificateIsSaidInWordsAndRaisesAnAlarm() {
        registrar.behave(request -> new ClientResult.Untrusted("its certificate has expired", request.cseq()));
        Line line = started("transport", "tls");
        assertThat(registrar.last().flow().port()).isEqualTo(5061);
        assertThat(registrar.last().flow().name()).isEqualTo("example.org");
        assertThat(line.status().alarm()).isTrue();
        assertThat(line.status().why()).isEqualTo("its certificate has expired at tls:192.0.2.1:5061");
        assertThat(attempts(29)).isEmpty();
    }

    @Test
    void aRequestThatTheStackCouldNotSendIsNoAnswer() {
        registrar.behave(request -> new ClientResult.Unsent("connection refused", request.cseq()));
        Line line = started("registrar", "192.0.2.9", "transport", "tcp");
        assertThat(line.status().failure()).contains(Failure.NO_ANSWER);
        assertThat(line.status().why()).isEqualTo("connection refused at tcp:192.0.2.9:5060");
    }
}
