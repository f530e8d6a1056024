// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.LegInfo;
import org.strowger.api.call.Query;
import org.strowger.api.dial.EstablishedLeg;
import org.strowger.api.dial.PreAck;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

/** What becomes of an attempt, as it is told. */
class OutboundTest extends DiallerFixture {
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
}
