// SPDX-License-Identifier: Apache-2.0
package org.strowger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Query;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

class FakeLegTest {
    private static final Cause BUSY = Cause.of(Cause.By.US, 486);
    private static final LegEvent ANSWERED = new LegEvent.Answered(Optional.of(Body.sdp("v=0\r\n")));
    private static final LegEvent RANG = new LegEvent.Progressed(Status.RINGING, Optional.empty());

    private final ManualExecutor executor = new ManualExecutor();
    private final List<LegEvent> heard = new ArrayList<>();

    @Test
    void whatIsDoneReadsAsAStory() {
        FakeLeg leg = FakeLeg.a("c", executor);
        leg.progress(Status.RINGING, Optional.empty());
        leg.answer(Optional.of(Body.sdp("v=0\r\n")));
        leg.hangup(BUSY);

        assertThat(leg.story()).containsExactly("progress 180 Ringing", "answer with sdp", "hangup US 486 Busy Here");
        assertThat(leg.last(LegDeed.Hangup.class)).contains(new LegDeed.Hangup(BUSY));
    }

    @Test
    void eventsWaitForAListenerAndComeOnTheExecutorInOrder() {
        FakeLeg leg = FakeLeg.b("c", executor);
        leg.start(Optional.empty());
        leg.fire(RANG);
        leg.fire(ANSWERED);
        executor.runAll();
        leg.listen(heard::add);
        assertThat(heard).isEmpty();

        executor.runAll();
        assertThat(heard).containsExactly(RANG, ANSWERED);
    }

    @Test
    void endedComesOnceHoweverOftenItIsHungUp() {
        FakeLeg leg = FakeLeg.a("c", Runnable::run);
        leg.listen(heard::add);
        leg.hangup(BUSY);
        leg.hangup(Cause.of(Cause.By.US, 480));

        assertThat(leg.fire(new LegEvent.Ended(BUSY))).isFalse();
        assertThat(heard).containsExactly(new LegEvent.Ended(BUSY));
        assertThat(leg.ignored()).hasSize(1);
    }

    @Test
    void aListenerThatHangsUpHearsItsEndAfterTheEventAtHand() {
        FakeLeg leg = FakeLeg.b("c", Runnable::run);
        leg.start(Optional.empty());
        leg.listen(event -> {
            leg.hangup(BUSY);
            heard.add(event);
        });
        leg.fire(RANG);

        assertThat(heard).containsExactly(RANG, new LegEvent.Ended(BUSY));
    }

    @Test
    void whatComesAfterALegWasLeftIsForTheNextListener() {
        FakeLeg leg = FakeLeg.b("c", executor);
        leg.start(Optional.empty());
        leg.listen(event -> {
            leg.remember(Map.of("last", event.toString()));
            leg.leave();
        });
        leg.fire(RANG);
        leg.fire(ANSWERED);
        executor.runAll();
        assertThat(leg.left()).isTrue();
        assertThat(leg.memory()).containsEntry("last", RANG.toString());
        leg.execute(() -> leg.listen(heard::add));
        executor.runAll();

        assertThat(leg.left()).isFalse();
        assertThat(heard).containsExactly(ANSWERED);
    }

    @Test
    void operationsOfTheOtherSideThrow() {
        FakeLeg a = FakeLeg.a("c", executor);
        FakeLeg b = FakeLeg.b("c", executor);

        assertThatThrownBy(() -> a.start(Optional.empty())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> a.fire(RANG)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> b.answer(Optional.empty())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> b.progress(Status.RINGING, Optional.empty()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> b.fire(RANG)).hasMessageContaining("NEW");
    }

    @Test
    void operationsThatComeTooLateDoNothing() {
        FakeLeg leg = FakeLeg.b("c", executor);
        leg.start(Optional.empty());
        leg.fire(ANSWERED);
        leg.confirm(Optional.empty());
        leg.confirm(Optional.empty());
        leg.start(Optional.empty());

        assertThat(leg.story()).containsExactly("start", "confirm");
        assertThat(leg.ignored()).hasSize(2);
    }

    @Test
    void eachQuestionIsAnsweredOnceAlsoWhenTheLegGoes() {
        List<Integer> codes = new ArrayList<>();
        FakeLeg leg = FakeLeg.a("c", executor);
        leg.answer(Optional.empty());
        Query hold = new Query("INVITE", List.of(), Optional.empty());
        leg.ask(hold, reply -> codes.add(reply.status().code()));
        leg.ask(hold, reply -> codes.add(reply.status().code()));
        leg.reply(SipReply.of(200));
        leg.confirm(Optional.empty());
        leg.hangup(BUSY);
        leg.ask(hold, reply -> codes.add(reply.status().code()));
        executor.runAll();

        assertThat(codes).containsExactly(200, 481, 481);
    }
}
