// SPDX-License-Identifier: Apache-2.0
package org.strowger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.simulation.ScriptedPhone.Answer;

/** A phone calls to take the place of one that talks (RFC 3891). */
class NewcomerTest {
    private World world;
    private ScriptedPhone a;
    private ScriptedPhone replaced;
    private ScriptedPhone newcomer;

    @BeforeEach
    void twoTalk() {
        world = new World(1, Network.Quality.PERFECT, Ports.free());
        a = world.join(new ScriptedPhone(world, 0, "10.0.0.1"), "900");
        replaced = world.join(new ScriptedPhone(world, 1, "10.0.0.2"), "");
        newcomer = world.join(new ScriptedPhone(world, 2, "10.0.0.3"), "");
        replaced.call("900");
        passes(100);
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

    private void calls() {
        newcomer.call("900", "Replaces: " + URLDecoder.decode(replaced.talk().named(), StandardCharsets.UTF_8));
    }

    private void talksUntilTheOtherHangsUp() {
        assertThat(newcomer.responses(200)).hasSize(1);
        assertThat(replaced.requests("BYE")).hasSize(1);
        a.asks("INVITE", a.sdp());
        passes(500);
        assertThat(newcomer.requests("INVITE")).hasSize(1);
        a.talk().hangUp();
        passes(500);
        assertThat(newcomer.talk().over()).isTrue();
        assertThat(world.calls()).isZero();
    }

    @Test
    void itTalksToTheOther() {
        calls();
        passes(500);
        assertThat(a.requests("INVITE").get(1).message().described()).isTrue();
        talksUntilTheOtherHangsUp();
    }

    @Test
    void theEngineMayBeReplacedMeanwhile() {
        calls();
        passes(20);
        world.replaceEngine();
        passes(3_000);
        world.replaceEngine();
        passes(3_000);
        talksUntilTheOtherHangsUp();
    }

    @Test
    void whereTheOtherDoesNotAgreeNothingChanges() {
        a.answers(request -> new Answer(488));
        calls();
        passes(500);
        assertThat(newcomer.responses(488)).hasSize(1);
        assertThat(a.talk().over() || replaced.talk().over()).isFalse();
        assertThat(world.calls()).isEqualTo(1);
        a.talk().hangUp();
        passes(500);
    }
}
