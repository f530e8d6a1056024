// SPDX-License-Identifier: Apache-2.0
package org.strowger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.simulation.ScriptedPhone.Heard;

/** How calls end that are not answered, or in the very moment in which they are: each by the packets that the phones see. */
class EndTest {
    private World world;
    private ScriptedPhone a;
    private ScriptedPhone b;

    @BeforeEach
    void aCall() {
        world = new World(1, Network.Quality.PERFECT, Ports.free());
        a = world.join(new ScriptedPhone(world, 0, "10.0.0.1"), "");
        b = world.join(new ScriptedPhone(world, 0, "10.0.0.2"), "900").byHand();
        a.call("900");
        passes(100);
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(world.atTheEnd()).isEmpty();
        Ports.stopLater(world);
    }

    private void passes(long millis) {
        world.advance(Duration.ofMillis(millis));
    }

    /** When each came, in seconds after the first. */
    private static List<Double> gaps(List<Heard> heard) {
        return heard.stream()
                .map(one -> Math.round((one.millis() - heard.get(0).millis()) / 100.0) / 10.0)
                .toList();
    }

    private List<String> afterTheInvite() {
        return b.requests().stream()
                .map(heard -> heard.message().method())
                .filter(method -> !method.equals("INVITE"))
                .distinct()
                .toList();
    }

    private void theCallerHeardOnlyThatItIsOver() {
        assertThat(a.responses(487)).hasSize(1);
        assertThat(a.responses(200))
                .extracting(heard -> heard.message().cseqMethod())
                .containsOnly("CANCEL");
        assertThat(a.requests("BYE")).isEmpty();
        assertThat(world.calls()).isZero();
    }

    @Test
    void aCancelWaitsForAProvisionalAnswer() {
        a.cancel();
        passes(50);
        theCallerHeardOnlyThatItIsOver();
        passes(5_000);
        assertThat(b.requests("CANCEL")).isEmpty();
        b.rings(100);
        passes(50);
        Message cancel = b.requests("CANCEL").get(0).message();
        Message invite = b.requests("INVITE").get(0).message();
        assertThat(cancel.branch()).isEqualTo(invite.branch());
        assertThat(cancel.header("From")).isEqualTo(invite.header("From"));
        assertThat(cancel.cseq()).isEqualTo(invite.cseq());
        assertThat(cancel.described()).isFalse();
    }

    @Test
    void aCancelThatIsIgnoredIsRepeated() {
        b.rings(180);
        b.whenCancelled(0, false);
        passes(100);
        a.cancel();
        passes(40_000);
        assertThat(gaps(b.copies("CANCEL")))
                .startsWith(0.0, 0.5, 1.5, 3.5, 7.5, 11.5)
                .hasSize(11);
        theCallerHeardOnlyThatItIsOver();
    }

    @Test
    void aCancelThatIsAnsweredIsNotRepeatedAndALate487IsAcknowledged() {
        b.rings(180);
        b.whenCancelled(200, false);
        passes(100);
        a.cancel();
        passes(10_000);
        assertThat(b.copies("CANCEL")).hasSize(1);
        b.refuses(487);
        passes(2_000);
        assertThat(afterTheInvite()).containsExactly("CANCEL", "ACK");
        theCallerHeardOnlyThatItIsOver();
    }

    @Test
    void anAnswerThatCrossesWithTheCancelIsAcknowledgedAndEnded() {
        b.rings(180);
        b.whenCancelled(200, false);
        passes(100);
        a.cancel();
        passes(30);
        b.answers();
        passes(1_000);
        assertThat(afterTheInvite()).containsExactly("CANCEL", "ACK", "BYE");
        assertThat(b.requests("ACK")).hasSize(1);
        theCallerHeardOnlyThatItIsOver();
    }

    @Test
    void aCancelThatNobodyKnowsIsNoEndOfTheInvite() {
        b.rings(180);
        b.whenCancelled(481, false);
        passes(100);
        a.cancel();
        passes(3_000);
        b.answers();
        passes(1_000);
        assertThat(afterTheInvite()).containsExactly("CANCEL", "ACK", "BYE");
        assertThat(b.requests("CANCEL")).hasSize(1);
        theCallerHeardOnlyThatItIsOver();
    }

    @Test
    void silenceAfterTheCancelIsWaitedForFor32SecondsAndNoLonger() {
        b.rings(180);
        b.whenCancelled(200, false);
        passes(100);
        a.cancel();
        passes(100);
        theCallerHeardOnlyThatItIsOver();
        passes(31_000);
        assertThat(world.table("legs")).isEqualTo(1);
        passes(1_500);
        assertThat(world.table("legs")).isZero();
    }

    @Test
    void aCallerThatGivesUpAsTheRingingEndsCancelsOnce() {
        b.rings(180);
        passes(19_990);
        a.cancel();
        passes(1_000);
        assertThat(b.requests("CANCEL")).hasSize(1);
        assertThat(world.calls()).isZero();
    }

    @Test
    void whoRingsTooLongIsCancelledAndTheCallerTold() {
        b.rings(180);
        passes(25_000);
        assertThat(b.requests("CANCEL")).hasSize(1);
        assertThat(a.responses(480)).hasSize(1);
    }

    @Test
    void aSecondAnswerOfAForkIsAcknowledgedAndEnded() {
        b.answers();
        passes(100);
        Talk second = b.answersAs("another");
        passes(1_000);
        assertThat(second.over()).isTrue();
        assertThat(b.talk().over()).isFalse();
        assertThat(b.requests("BYE")).hasSize(1);
        assertThat(b.requests("BYE").get(0).message().toTag()).isEqualTo("another");
        assertThat(a.responses(200)).hasSize(1);
        b.talk().hangUp();
        passes(1_000);
        assertThat(a.requests("BYE")).hasSize(1);
    }

    @Test
    void aReasonGoesAlong() {
        b.answers();
        passes(100);
        b.asks("BYE", "", "Reason: Q.850;cause=16;text=\"Normal call clearing\"");
        passes(100);
        assertThat(a.requests("BYE").get(0).message().header("Reason"))
                .isEqualTo("Q.850;cause=16;text=\"Normal call clearing\"");
        b.talk().hangUp();
    }
}
