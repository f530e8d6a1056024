// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.LegInfo;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Query;
import org.strowger.api.call.Switchboard;
import org.strowger.api.call.Wire;
import org.strowger.api.dial.DialEvent;
import org.strowger.api.dial.DialListener;
import org.strowger.api.dial.DialOutcome;
import org.strowger.api.dial.DialRequest;
import org.strowger.api.dial.DialTarget;
import org.strowger.api.dial.EstablishedLeg;
import org.strowger.api.dial.HangupReason;
import org.strowger.api.dial.PreAck;
import org.strowger.api.dial.Scenario;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Status;
import org.strowger.testkit.FakeWire;
import org.strowger.testkit.ManualExecutor;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

/** The dialler with an exchange that a test plays. */
class OutboundTest {
    private static final Body ANSWER =
            Body.sdp("v=0\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n");
    private static final LegInfo SENT =
            new LegInfo(Leg.Side.B, "calling", "udp:192.0.2.7:5060", "sip:1001@192.0.2.7", "id-1", "", "", 0);
    private static final LegInfo TALKS = new LegInfo(
            Leg.Side.B, "answered", "udp:192.0.2.7:5060", "sip:1001@192.0.2.7", "id-1", "<sip:a>;tag=1", "<sip:b>;tag=2", 1);

    private final StillClock clock = new StillClock();
    private ManualScheduler timer;
    private final ManualExecutor queue = new ManualExecutor();
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final List<Origination> originations = new ArrayList<>();
    private final List<Wire> wires = new ArrayList<>();
    private final OutboundSettings settings = new OutboundSettings(Map.of());
    private Outbound dialler = outbound();

    private final class Ear implements DialListener {
        @Override
        public void event(DialEvent event) {
            heard.add(event.state().label() + " " + event.statusCode() + " " + event.reason() + " " + event.callId());
        }

        @Override
        public void established(EstablishedLeg leg) {
            heard.add("up " + leg.callId() + " " + leg.fromHeader() + leg.toHeader() + leg.inviteCSeq());
        }

        @Override
        public void adopted(String before, String after, String correlation) {
            heard.add("adopted " + before + " " + after + " " + correlation);
        }

        @Override
        public void removed(String callId, HangupReason reason) {
            heard.add("removed " + callId + " " + reason.label());
        }
    }

    private Outbound outbound() {
        timer = new ManualScheduler(clock);
        Outbound made = new Outbound(
                settings,
                clock,
                () -> Duration.between(StillClock.START, clock.instant()).toNanos(),
                timer,
                Executors.newSingleThreadExecutor());
        made.bindListener(new Ear());
        made.switchboards = switchboards();
        return made;
    }

    private ComponentServiceObjects<Switchboard> switchboards() {
        Switchboard switchboard = (Switchboard) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Switchboard.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("originate");
                    originations.add((Origination) arguments[0]);
                    Wire wire = FakeWire.of(
                            "call-" + originations.size(),
                            queue,
                            new org.strowger.api.call.LegAddresses("127.0.0.1", "127.0.0.1", "127.0.0.1"),
                            "1001");
                    wires.add(wire);
                    return wire.calling();
                });
        return new ComponentServiceObjects<>() {
            @Override
            public Switchboard getService() {
                return switchboard;
            }

            @Override
            public void ungetService(Switchboard service) {
                // one for all
            }

            @Override
            public ServiceReference<Switchboard> getServiceReference() {
                throw new UnsupportedOperationException();
            }
        };
    }

    private final List<LegEvent> exchange = new ArrayList<>();

    @BeforeEach
    void listen() {
        exchange.clear();
    }

    @AfterEach
    void stop() throws InterruptedException {
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> {
            try {
                dialler.deactivate();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
        while (!stopped.isDone()) {
            queue.runAll();
            Thread.onSpinWait();
        }
        stopped.join();
    }

    private DialRequest.Builder request() {
        return DialRequest.to(DialTarget.of(SipUri.parse("sip:1001@192.0.2.7")))
                .callId("id-1")
                .correlation("corr");
    }

    private Leg dial(DialRequest request) {
        assertThat(dialler.dial(request)).isEqualTo(DialOutcome.done(request.callId()));
        timer.runDue();
        queue.runAll();
        Leg far = wires.get(wires.size() - 1).answering();
        far.listen(event -> {
            if (!(event instanceof LegEvent.Invited)) {
                exchange.add(event);
            }
        });
        return far;
    }

    private void report(Leg far, LegInfo info, int status) {
        far.report(info, status == 0 ? Optional.empty() : Optional.of(Status.of(status)));
        queue.runAll();
    }

    private Leg answered(DialRequest request, Body answer) {
        Leg far = dial(request);
        report(far, SENT, 0);
        report(far, TALKS, 200);
        far.answer(Optional.ofNullable(answer));
        queue.runAll();
        return far;
    }

    private void expect(String... lines) throws InterruptedException {
        for (String line : lines) {
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(line);
        }
    }

    private void nothingMore() {
        assertThat(heard).isEmpty();
    }

    private boolean did(Predicate<LegEvent> what) {
        queue.runAll();
        return exchange.stream().anyMatch(what);
    }

    private static boolean hungUp(LegEvent event) {
        return event instanceof LegEvent.Ended;
    }

    private static boolean confirmed(LegEvent event) {
        return event instanceof LegEvent.Confirmed;
    }

    @Test
    void aCallIsTriedRungEstablishedAndEnded() throws InterruptedException {
        Leg far = dial(request().build());
        report(far, SENT, 0);
        report(far, SENT, 100);
        report(far, SENT, 180);
        report(far, TALKS, 200);
        assertThat(dialler.established("id-1")).isFalse();
        far.answer(Optional.of(ANSWER));
        queue.runAll();
        assertThat(did(OutboundTest::confirmed)).isTrue();
        assertThat(dialler.established("id-1")).isTrue();
        assertThat(dialler.cancel("id-1").done()).isFalse();
        far.hangup(new Cause(Cause.By.US, Status.OK, List.of(new Header("Reason", "Q.850;cause=21"))));
        queue.runAll();
        expect(
                "invited 0 NONE id-1",
                "provisional 100 NONE id-1",
                "provisional 180 NONE id-1",
                "established 200 NONE id-1",
                "up id-1 <sip:a>;tag=1<sip:b>;tag=21",
                "removed id-1 user-hangup");
        nothingMore();
        assertThat(dialler.dials()).isEmpty();
        assertThat(dialler.tables()).allMatch(table -> table.size() == 0);
    }

    @Test
    void aRefusalIsToldAsItCame() throws InterruptedException {
        Leg far = dial(request().build());
        report(far, SENT, 0);
        report(far, SENT, 401);
        far.hangup(Cause.of(Cause.By.US, 500));
        queue.runAll();
        expect("invited 0 NONE id-1", "failed 401 REJECTED id-1", "removed id-1 normal");
        nothingMore();
    }

    @Test
    void anAnswerThatTheExchangeTurnsDownHadNoDescription() throws InterruptedException {
        Leg far = dial(request().build());
        report(far, SENT, 0);
        report(far, TALKS, 200);
        far.hangup(Cause.of(Cause.By.US, 488));
        queue.runAll();
        expect("invited 0 NONE id-1", "failed 488 MEDIA id-1", "removed id-1 normal");
    }

    @Test
    void whatNeverLeftWasNotInvited() throws InterruptedException {
        Leg far = dial(request().build());
        report(far, SENT, 503);
        far.hangup(Cause.of(Cause.By.US, 503));
        queue.runAll();
        expect("failed 503 UNREACHABLE id-1", "removed id-1 error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense"})
    void aBadAnswerIsAcknowledgedByTheHangUp(String answer) throws InterruptedException {
        Leg far = answered(request().build(), answer.isEmpty() ? null : Body.sdp(answer));
        assertThat(did(OutboundTest::hungUp)).isTrue();
        assertThat(far.info().state()).isEqualTo("over");
        expect("invited 0 NONE id-1", "failed 488 MEDIA id-1", "removed id-1 normal");
        nothingMore();
    }

    @Test
    void theHookMayTurnAnAnswerDown() throws InterruptedException {
        LinkedBlockingQueue<EstablishedLeg> asked = new LinkedBlockingQueue<>();
        dialler.preAck = leg -> {
            asked.add(leg);
            return new PreAck.Verdict.Veto("no\r\n\"media\"");
        };
        answered(request().build(), ANSWER);
        assertThat(asked.poll(10, TimeUnit.SECONDS).answer()).isEqualTo(ANSWER.text());
        expect("invited 0 NONE id-1");
        awaitTask(() -> heard.peek() != null);
        expect("failed 488 VETO id-1", "removed id-1 normal");
        assertThat(did(event -> event instanceof LegEvent.Ended ended
                        && ended.cause()
                                .headers()
                                .contains(new Header("Reason", "SIP;cause=488;text=\"no  'media'\""))))
                .isTrue();
        assertThat(did(OutboundTest::confirmed)).isFalse();
    }

    @Test
    void theHookThatIsLateHasTurnedItDown() throws InterruptedException {
        CompletableFuture<Void> never = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CompletableFuture<Void> entered = new CompletableFuture<>();
        dialler.preAck = leg -> {
            entered.complete(null);
            try {
                never.get();
            } catch (InterruptedException cut) {
                interrupted.complete(true);
            } catch (java.util.concurrent.ExecutionException unused) {
                interrupted.complete(false);
            }
            return new PreAck.Verdict.Accept();
        };
        answered(request().build(), ANSWER);
        entered.orTimeout(10, TimeUnit.SECONDS).join();
        timer.advance(Duration.ofMillis(1_999));
        queue.runAll();
        assertThat(dialler.dials()).hasSize(1);
        timer.advance(Duration.ofMillis(1));
        queue.runAll();
        expect("invited 0 NONE id-1", "failed 488 VETO id-1", "removed id-1 normal");
        nothingMore();
        assertThat(interrupted.orTimeout(10, TimeUnit.SECONDS).join()).isTrue();
    }

    /** Lets what other threads ask of the call's queue happen, until something is so. */
    private void awaitTask(java.util.function.BooleanSupplier so) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            queue.runAll();
            Thread.onSpinWait();
        }
    }

    @Test
    void aCancelIsTheEndAtOnceAndMayBeRepeated() throws InterruptedException {
        Leg far = dial(request().build());
        report(far, SENT, 0);
        assertThat(dialler.cancel("id-1").done()).isTrue();
        assertThat(dialler.cancel("id-1").done()).isTrue();
        queue.runAll();
        assertThat(dialler.cancel("id-1").done()).isTrue();
        assertThat(dialler.bye("id-1").done()).isFalse();
        assertThat(dialler.cancel("id-2").done()).isFalse();
        assertThat(exchange).hasSize(1).allMatch(OutboundTest::hungUp);
        expect("invited 0 NONE id-1", "cancelled 487 CANCELLED id-1", "removed id-1 normal");
        nothingMore();
    }

    @Test
    void aCancelDuringTheHookIsNotLost() throws InterruptedException {
        CompletableFuture<Void> held = new CompletableFuture<>();
        dialler.preAck = leg -> {
            held.join();
            return new PreAck.Verdict.Accept();
        };
        answered(request().build(), ANSWER);
        assertThat(dialler.cancel("id-1").done()).isTrue();
        queue.runAll();
        held.complete(null);
        expect("invited 0 NONE id-1", "cancelled 487 CANCELLED id-1", "removed id-1 normal");
        assertThat(did(OutboundTest::hungUp)).isTrue();
    }

    @Test
    void whatIsDroppedIsEndedWhenItAnswers() throws InterruptedException {
        Leg far = dial(request().build());
        report(far, SENT, 0);
        assertThat(dialler.drop("id-1")).isTrue();
        queue.runAll();
        assertThat(dialler.drop("id-1")).isFalse();
        assertThat(exchange).isEmpty();
        far.answer(Optional.of(ANSWER));
        assertThat(did(OutboundTest::confirmed) && did(OutboundTest::hungUp)).isTrue();
        expect("invited 0 NONE id-1", "cancelled 0 DROPPED id-1", "removed id-1 normal");
        nothingMore();
    }

    @Test
    void anEstablishedCallIsForgottenForAReason() throws InterruptedException {
        answered(request().build(), ANSWER);
        assertThat(dialler.cleanup("id-1", "timer-expired")).isTrue();
        queue.runAll();
        assertThat(exchange).noneMatch(OutboundTest::hungUp);
        heard.removeIf(line -> !line.startsWith("removed"));
        awaitTask(() -> heard.contains("removed id-1 timer-expired"));
    }

    @Test
    void anotherCallIdIsAdoptedByPolicyOnly() throws InterruptedException {
        LegInfo other = new LegInfo(Leg.Side.B, "answered", "p", "u", "id-2@sbc", "f", "t", 1);
        for (boolean adopt : new boolean[] {false, true}) {
            settings.modified(Map.of("callid.adopt", adopt));
            Leg far = dial(request().build());
            report(far, SENT, 0);
            report(far, other, 200);
            far.answer(Optional.of(ANSWER));
            queue.runAll();
            expect("invited 0 NONE id-1");
            String id = adopt ? "id-2@sbc" : "id-1";
            if (adopt) {
                expect("adopted id-1 id-2@sbc corr");
            }
            expect("established 200 NONE " + id, "up " + id + " ft1");
            assertThat(dialler.hangup(id).done()).isTrue();
            queue.runAll();
            expect("removed " + id + " normal");
        }
    }

    @Test
    void aReInviteIsAnsweredWithOurDescription() {
        Leg far = answered(request().sdp("v=0\r\nm=audio 1 RTP/AVP 0\r\n").build(), ANSWER);
        List<SipReply> replies = new ArrayList<>();
        far.ask(new Query("INVITE", List.of(), Optional.of(ANSWER)), replies::add);
        far.ask(new Query("UPDATE", List.of(), Optional.empty()), replies::add);
        far.ask(new Query("MESSAGE", List.of(), Optional.empty()), replies::add);
        queue.runAll();
        assertThat(replies.stream().map(reply -> reply.status().code())).containsExactly(200, 200, 405);
        assertThat(replies.get(0).body().orElseThrow().text()).isEqualTo("v=0\r\nm=audio 1 RTP/AVP 0\r\n");
        assertThat(replies.get(1).body()).isEmpty();
    }

    @Test
    void theNextVersionGoesOn() throws InterruptedException {
        answered(request().scenario(Scenario.CAMPAIGN).build(), ANSWER);
        expect("invited 0 NONE id-1", "established 200 NONE id-1", "up id-1 <sip:a>;tag=1<sip:b>;tag=21");
        stop();
        Leg own = wires.get(0).calling();
        assertThat(own.left()).isTrue();
        assertThat(dialler.dial(request().callId("id-9").build()).done()).isFalse();
        dialler = outbound();
        dialler.resumed(own);
        assertThat(dialler.established("id-1")).isTrue();
        wires.get(0).answering().hangup(Cause.of(Cause.By.US, 200));
        queue.runAll();
        expect("removed id-1 normal");
        nothingMore();
    }

    @Test
    void aRingingCallIsHandedOnWithWhatWasSaid() throws InterruptedException {
        Leg far = dial(request().build());
        report(far, SENT, 0);
        report(far, SENT, 180);
        expect("invited 0 NONE id-1", "provisional 180 NONE id-1");
        stop();
        report(far, TALKS, 200);
        far.answer(Optional.of(ANSWER));
        queue.runAll();
        dialler = outbound();
        dialler.resumed(wires.get(0).calling());
        queue.runAll();
        expect("established 200 NONE id-1", "up id-1 <sip:a>;tag=1<sip:b>;tag=21");
        nothingMore();
    }

    @Test
    void campaignCallsWaitForTheirTurnAndFailWhenTheDiallerStops() throws InterruptedException {
        settings.modified(Map.of("campaign.rate", 1));
        for (String id : List.of("a", "b")) {
            dialler.dial(request().callId(id).scenario(Scenario.CAMPAIGN).build());
            timer.runDue();
        }
        assertThat(originations).hasSize(1);
        assertThat(dialler.dials()).extracting(info -> info.state()).containsExactly("calling", "waiting");
        stop();
        expect("failed 503 STOPPED b", "removed b error");
    }

    @Test
    void aCampaignCallThatWaitsIsTakenBackUnheard() throws InterruptedException {
        settings.modified(Map.of("campaign.rate", 1));
        for (String id : List.of("a", "b")) {
            dialler.dial(request().callId(id).scenario(Scenario.CAMPAIGN).build());
            timer.runDue();
        }
        assertThat(dialler.cancel("b").done()).isTrue();
        expect("cancelled 487 CANCELLED b", "removed b normal");
        assertThat(originations).hasSize(1);
    }

    @Test
    void anExchangeThatIsAwayIsWaitedFor() throws InterruptedException {
        ComponentServiceObjects<Switchboard> there = dialler.switchboards;
        dialler.switchboards = null;
        dialler.dial(request().build());
        timer.advance(Duration.ofMillis(500));
        assertThat(originations).isEmpty();
        dialler.switchboards = there;
        timer.advance(Duration.ofMillis(50));
        assertThat(originations).hasSize(1);
        dialler.switchboards = null;
        dialler.dial(request().callId("id-2").build());
        timer.advance(Duration.ofMillis(2_100));
        expect("failed 503 UNREACHABLE id-2", "removed id-2 error");
    }

    @Test
    void aSecondCallOfOneCallIdIsRefused() {
        dial(request().build());
        assertThat(dialler.dial(request().build()).why()).contains("already");
        settings.modified(Map.of("calls.max", 1));
        assertThat(dialler.dial(request().callId("id-2").build()).why()).contains("1 calls");
    }
}
