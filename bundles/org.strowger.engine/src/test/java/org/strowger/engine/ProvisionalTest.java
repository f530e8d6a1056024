// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.LegEvent;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Status;
import org.strowger.testkit.FakeLeg;
import org.strowger.testkit.LegDeed;

/** What the caller hears before the answer: nothing that the callee's side did not say. */
class ProvisionalTest extends EngineFixture {
    private static final Body EARLY = Body.sdp("early");

    @BeforeEach
    void twoPhones() {
        everybodyIsHere();
        callout("forking", 10, outgoing -> targets(2));
        call();
    }

    private void progress(FakeLeg leg, int code) {
        happens(leg, new LegEvent.Progressed(Status.of(code), Optional.empty()));
    }

    private void earlyMedia(FakeLeg leg, int code) {
        happens(leg, new LegEvent.Progressed(Status.of(code), Optional.of(EARLY)));
    }

    @Test
    void ringingIsNeverInvented() {
        progress(b(0), 100);
        assertThat(a.story()).containsExactly("progress 100 Trying");
        answers(b(0));
        assertThat(a.story()).containsExactly("progress 100 Trying", "answer with sdp");
    }

    @Test
    void ringingPassesOnce() {
        progress(b(0), 180);
        progress(b(0), 180);
        assertThat(a.story()).containsExactly("progress 100 Trying", "progress 180 Ringing");
    }

    @Test
    void earlyMediaPassesOnceAndThroughTheRelay() {
        earlyMedia(b(0), 183);
        earlyMedia(b(0), 183);
        assertThat(a.story()).containsExactly("progress 100 Trying", "progress 183 Session Progress with sdp");
        assertThat(a.last(LegDeed.Progress.class)
                        .orElseThrow()
                        .body()
                        .orElseThrow()
                        .text())
                .isEqualTo("B>early");
    }

    @Test
    void earlyMediaAfterTheSameStatusWithoutItStillPasses() {
        progress(b(0), 183);
        earlyMedia(b(0), 183);
        assertThat(a.story())
                .containsExactly(
                        "progress 100 Trying",
                        "progress 183 Session Progress",
                        "progress 183 Session Progress with sdp");
    }

    @Test
    void earlyMediaOfOnePhoneOnlyIsHeard() {
        earlyMedia(b(0), 183);
        earlyMedia(b(1), 180);
        assertThat(a.story())
                .containsExactly(
                        "progress 100 Trying", "progress 183 Session Progress with sdp", "progress 180 Ringing");
    }

    @Test
    void whatChangesIsPassedOn() {
        progress(b(0), 180);
        progress(b(0), 181);
        progress(b(0), 182);
        assertThat(a.story())
                .containsExactly(
                        "progress 100 Trying",
                        "progress 180 Ringing",
                        "progress 181 Call Is Being Forwarded",
                        "progress 182 Queued");
    }

    @Test
    void ringingWithADescriptionIsEarlyMediaToo() {
        earlyMedia(b(0), 180);
        assertThat(a.story()).containsExactly("progress 100 Trying", "progress 180 Ringing with sdp");
    }

    @Test
    void earlyMediaThatCannotBeRelayedIsStillProgress() {
        media.refuse(488);
        earlyMedia(b(0), 183);
        assertThat(a.story()).containsExactly("progress 100 Trying", "progress 183 Session Progress");
    }

    @Test
    void nothingOfALoserIsHeardAfterTheAnswer() {
        b(0).fire(new LegEvent.Answered(Optional.of(ANSWER)));
        b(1).fire(new LegEvent.Progressed(Status.of(183), Optional.of(EARLY)));
        settle();
        assertThat(a.story()).containsExactly("progress 100 Trying", "answer with sdp");
    }

    @Test
    void theDescriptionOfAnEarlyAnswerStandsWhereTheAnswerHasNone() {
        earlyMedia(b(0), 183);
        happens(b(0), new LegEvent.Answered(Optional.empty()));
        assertThat(a.last(LegDeed.Answer.class)
                        .orElseThrow()
                        .body()
                        .orElseThrow()
                        .text())
                .isEqualTo("B>early");
    }

    @Test
    void theEarlyDescriptionOfAnotherPhoneDoesNot() {
        earlyMedia(b(0), 183);
        happens(b(1), new LegEvent.Answered(Optional.empty()));
        assertThat(a.story()).endsWith("hangup FAULT 488 Not Acceptable Here");
    }
}
