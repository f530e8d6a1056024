// SPDX-License-Identifier: Apache-2.0
package org.strowger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.simulation.ScriptedPhone.Answer;

/** A phone in two calls has their other parties talk to each other (RFC 3891, RFC 5589 section 7). */
class AttendedTransferTest {
    private World world;
    private ScriptedPhone a;
    /** The transferor, with its two lines. */
    private ScriptedPhone b;

    private ScriptedPhone consulting;
    private ScriptedPhone c;

    @BeforeEach
    void twoCalls() {
        world = new World(1, Network.Quality.PERFECT, Ports.free());
        a = world.join(new ScriptedPhone(world, 0, "10.0.0.1"), "900");
        b = world.join(new ScriptedPhone(world, 1, "10.0.0.2"), "");
        consulting = world.join(new ScriptedPhone(world, 2, "10.0.0.3"), "");
        c = world.join(new ScriptedPhone(world, 3, "10.0.0.4"), "903");
        // every caller is 1001 in here: the two lines of one phone
        b.call("900");
        passes(100);
        consulting.call("903");
        passes(100);
        assertThat(world.calls()).isEqualTo(2);
    }

    @AfterEach
    void nothingIsLeft() {
        // for how long a leg waits for an engine
        passes(60_000);
        assertThat(world.atTheEnd()).isEmpty();
        Ports.stopLater(world);
    }

    private void passes(long millis) {
        world.advance(Duration.ofMillis(millis));
    }

    private void transfers() {
        b.asks(
                "REFER",
                "",
                "Refer-To: <sip:903@exchange.invalid?Replaces="
                        + consulting.talk().named() + ">");
    }

    private List<String> told() {
        return b.requests("NOTIFY").stream()
                .map(heard -> heard.message().text().lines().reduce("", (before, line) -> line))
                .toList();
    }

    private void theTwoTalkUntilOneHangsUp() {
        assertThat(world.calls()).isEqualTo(2);
        a.asks("INVITE", a.sdp());
        passes(500);
        assertThat(c.requests("INVITE")).hasSizeGreaterThan(2);
        c.talk().hangUp();
        passes(500);
        assertThat(a.talk().over()).isTrue();
        assertThat(world.calls()).isZero();
    }

    @Test
    void theTwoOthersTalk() {
        transfers();
        passes(500);
        assertThat(b.responses(202)).hasSize(1);
        assertThat(told()).containsExactly("SIP/2.0 100 Trying", "SIP/2.0 200 OK");
        assertThat(consulting.talk().over()).isTrue();
        assertThat(b.talk().over()).isTrue();
        // c makes the offer, a answers it
        assertThat(c.requests("INVITE").get(1).message().described()).isFalse();
        assertThat(a.requests("INVITE").get(1).message().described()).isTrue();
        assertThat(c.requests("ACK").get(1).message().described()).isTrue();
        theTwoTalkUntilOneHangsUp();
    }

    @Test
    void theTransferorMayLeaveAtOnce() {
        transfers();
        passes(20);
        b.talk().hangUp();
        passes(500);
        theTwoTalkUntilOneHangsUp();
    }

    @Test
    void aTargetThatMakesNoOfferIsNotTransferredTo() {
        c.answers(request -> new Answer(488));
        transfers();
        passes(500);
        assertThat(told()).containsExactly("SIP/2.0 100 Trying", "SIP/2.0 488 Simulated");
        assertThat(a.talk().over() || b.talk().over()).isFalse();
        b.talk().hangUp();
        passes(500);
        assertThat(world.calls()).isZero();
    }

    @Test
    void theEngineMayBeReplacedWhileTheTwoTalk() {
        transfers();
        world.replaceEngine();
        passes(3_000);
        assertThat(told()).containsExactly("SIP/2.0 100 Trying", "SIP/2.0 200 OK");
        world.replaceEngine();
        passes(3_000);
        theTwoTalkUntilOneHangsUp();
    }

    @Test
    void aCallThatIsNotThereIsRefusedAndTheCallGoesOn() {
        b.asks("REFER", "", "Refer-To: <sip:903@x.invalid?Replaces=nothing%3Bto-tag%3Dx%3Bfrom-tag%3Dy>");
        passes(500);
        assertThat(b.responses(603)).hasSize(1);
        assertThat(world.calls()).isEqualTo(2);
        b.talk().hangUp();
        consulting.talk().hangUp();
        passes(500);
    }

    @Test
    void somebodyElsesCallIsNotTakenOver() {
        // c is 903, and b is not
        a.asks(
                "REFER",
                "",
                "Refer-To: <sip:903@x.invalid?Replaces=" + consulting.talk().named() + ">");
        passes(500);
        assertThat(consulting.talk().over()).isFalse();
        assertThat(a.requests("NOTIFY")).hasSize(2);
        assertThat(world.calls()).isEqualTo(2);
        b.talk().hangUp();
        consulting.talk().hangUp();
        passes(500);
    }
}
