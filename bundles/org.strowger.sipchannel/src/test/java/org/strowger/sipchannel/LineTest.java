// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.sip.ClientRequest;
import org.strowger.api.sip.Header;

/** What a line says to its registrar, and when. */
class LineTest extends LineFixture {
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
}
