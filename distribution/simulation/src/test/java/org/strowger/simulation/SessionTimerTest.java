// SPDX-License-Identifier: Apache-2.0
package org.strowger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.simulation.ScriptedPhone.Answer;
import org.strowger.simulation.ScriptedPhone.Heard;

/** Session timers (RFC 4028) through the real stack, hours of them in seconds. */
class SessionTimerTest {
    private static final String ALLOW = "Allow: INVITE, ACK, CANCEL, BYE, UPDATE";
    private static final String NO_UPDATE = "Allow: INVITE, ACK, CANCEL, BYE";
    private static final String TIMER = "Supported: timer";

    private World world;
    private ScriptedPhone a;
    private ScriptedPhone b;

    @BeforeEach
    void twoPhones() {
        world = new World(1, Network.Quality.PERFECT, Ports.free());
        a = world.join(new ScriptedPhone(world, 0, "10.0.0.1"), "");
        b = world.join(new ScriptedPhone(world, 0, "10.0.0.2"), "900");
    }

    @AfterEach
    void nothingIsLeft() {
        if (a.talk() != null) {
            a.talk().hangUp();
        }
        assertThat(world.atTheEnd()).isEmpty();
        Ports.stopLater(world);
    }

    private void calls(String... more) {
        a.call("900", more);
        passes(2);
    }

    private void passes(long seconds) {
        world.advance(Duration.ofSeconds(seconds));
    }

    private static List<Long> seconds(List<Heard> heard) {
        return heard.stream().map(one -> Math.round(one.millis() / 1000.0)).toList();
    }

    private static Answer refresher(String expires, String... more) {
        String[] headers = java.util.Arrays.copyOf(more, more.length + 2);
        headers[more.length] = "Session-Expires: " + expires;
        headers[more.length + 1] = "Require: timer";
        return new Answer(200, headers);
    }

    @Test
    void weRefreshByUpdateAtHalfTime() {
        b.answers(request -> refresher("90;refresher=uac", ALLOW));
        calls();
        Message invite = b.requests("INVITE").get(0).message();
        assertThat(invite.header("Session-Expires")).isEqualTo("1800;refresher=uac");
        assertThat(invite.header("Min-SE")).isEqualTo("90");
        assertThat(invite.header("Supported")).isEqualTo("timer, replaces");
        passes(140);
        List<Heard> updates = b.requests("UPDATE");
        assertThat(seconds(updates)).containsExactly(45L, 90L, 135L);
        Message update = updates.get(0).message();
        assertThat(update.header("Session-Expires")).isEqualTo("90;refresher=uac");
        assertThat(update.header("Supported")).isEqualTo("timer, replaces");
        assertThat(update.described()).isFalse();
        assertThat(a.requests("UPDATE")).isEmpty();
    }

    @Test
    void weRefreshByReInviteWhereUpdateIsNotAllowed() {
        b.answers(request -> refresher("90;refresher=uac", NO_UPDATE));
        calls();
        passes(95);
        List<Heard> invites = b.requests("INVITE");
        assertThat(seconds(invites)).containsExactly(0L, 45L, 90L);
        assertThat(body(invites.get(1))).isEqualTo(body(invites.get(0)));
        passes(30);
        assertThat(b.requests("BYE")).as("each 200 was acknowledged").isEmpty();
        assertThat(a.requests("INVITE")).isEmpty();
    }

    private static String body(Heard heard) {
        String text = heard.message().text();
        return text.substring(text.indexOf("\r\n\r\n"));
    }

    @Test
    void anInviteThatIsTooShortIsTriedOnceMore() {
        b.answers(request -> b.requests("INVITE").size() == 1
                ? new Answer(422, "Min-SE: 2400")
                : refresher("2400;refresher=uac", ALLOW));
        calls();
        List<Heard> invites = b.requests("INVITE");
        assertThat(invites).hasSize(2);
        assertThat(invites.get(1).message().header("Session-Expires")).isEqualTo("2400;refresher=uac");
        assertThat(invites.get(1).message().header("Min-SE")).isEqualTo("2400");
        assertThat(invites.get(1).message().callId())
                .isEqualTo(invites.get(0).message().callId());
        assertThat(a.responses(200)).hasSize(1);
    }

    @Test
    void aSecond422IsTheEndAndNotTheCallersBusiness() {
        b.answers(request -> new Answer(422, "Min-SE: 2400"));
        calls();
        assertThat(b.requests("INVITE")).hasSize(2);
        assertThat(a.responses(500)).hasSize(1);
    }

    @Test
    void aRefreshThatIsTooShortIsTriedOnceMore() {
        b.answers(request ->
                request.method().equals("INVITE") || b.requests("UPDATE").size() > 1
                        ? refresher(b.requests("UPDATE").isEmpty() ? "90;refresher=uac" : "120;refresher=uac", ALLOW)
                        : new Answer(422, "Min-SE: 120"));
        calls();
        passes(50);
        List<Heard> updates = b.requests("UPDATE");
        assertThat(seconds(updates)).containsExactly(45L, 45L);
        assertThat(updates.get(1).message().header("Session-Expires")).isEqualTo("120;refresher=uac");
        passes(60);
        assertThat(seconds(b.requests("UPDATE"))).containsExactly(45L, 45L, 105L);
    }

    @Test
    void aPeerThatKnowsTheDialogNoMoreEndsTheCall() {
        b.answers(
                request -> request.method().equals("INVITE") ? refresher("90;refresher=uac", ALLOW) : new Answer(481));
        calls();
        passes(46);
        assertThat(seconds(b.requests("BYE"))).containsExactly(45L);
        assertThat(seconds(a.requests("BYE"))).containsExactly(45L);
        assertThat(world.calls()).isZero();
    }

    @Test
    void aPeerThatIsSilentEndsTheCall() {
        b.answers(request -> refresher("90;refresher=uac", ALLOW));
        calls();
        b.fallSilent();
        passes(80);
        assertThat(seconds(a.requests("BYE"))).containsExactly(77L);
        assertThat(world.calls()).isZero();
    }

    @Test
    void aRefreshThatFailsOtherwiseIsTriedAgainBeforeTheEnd() {
        b.answers(
                request -> request.method().equals("INVITE") ? refresher("90;refresher=uac", ALLOW) : new Answer(503));
        calls();
        passes(70);
        assertThat(seconds(b.requests("UPDATE"))).hasSize(2);
        assertThat(seconds(b.requests("BYE"))).containsExactly(60L);
    }

    @Test
    void aPeerThatDoesNotRefreshIsGivenUpBeforeTheEnd() {
        b.answers(request -> refresher("90;refresher=uas", ALLOW));
        calls();
        passes(57);
        assertThat(world.calls()).isEqualTo(1);
        passes(3);
        assertThat(b.requests("UPDATE")).isEmpty();
        assertThat(seconds(b.requests("BYE"))).containsExactly(60L);
        assertThat(seconds(a.requests("BYE"))).containsExactly(60L);
        assertThat(a.requests("BYE").get(0).message().header("Reason")).contains("Session timer expired");
    }

    @Test
    void theRolesAreSwappedByAnAnswer() {
        b.answers(request ->
                refresher(request.method().equals("INVITE") ? "90;refresher=uac" : "90;refresher=uas", ALLOW));
        calls();
        passes(100);
        assertThat(seconds(b.requests("UPDATE"))).containsExactly(45L);
        passes(8);
        assertThat(seconds(b.requests("BYE"))).containsExactly(105L);
    }

    @Test
    void aCallerThatAsksForTooLittleIsTold() {
        a.call("900", TIMER, "Session-Expires: 60");
        passes(2);
        assertThat(a.responses(422)).hasSize(1);
        assertThat(a.responses(422).get(0).message().header("Min-SE")).isEqualTo("90");
        assertThat(b.requests("INVITE")).isEmpty();
    }

    @Test
    void aCallerThatKnowsTimersRefreshes() {
        b.answers(request -> new Answer(200, NO_UPDATE));
        calls(TIMER, ALLOW);
        Message success = a.responses(200).get(0).message();
        assertThat(success.header("Session-Expires")).isEqualTo("1800;refresher=uac");
        assertThat(success.header("Require")).isEqualTo("timer");
        passes(1700);
        a.asks("UPDATE", "", TIMER, "Session-Expires: 1800;refresher=uac");
        passes(1);
        assertThat(a.responses(200)).hasSize(2);
        assertThat(a.responses(200).get(1).message().header("Session-Expires")).isEqualTo("1800;refresher=uac");
        passes(1700);
        assertThat(world.calls()).isEqualTo(1);
        passes(100);
        assertThat(world.calls()).isZero();
        assertThat(a.requests("UPDATE")).isEmpty();
        assertThat(b.requests("UPDATE")).isEmpty();
        assertThat(b.requests("BYE")).hasSize(1);
    }

    @Test
    void phonesThatKnowNoTimersAreRefreshedForADay() {
        calls(ALLOW);
        assertThat(a.responses(200).get(0).message().header("Session-Expires")).isEmpty();
        assertThat(a.responses(200).get(0).message().header("Require")).isEmpty();
        passes(24 * 3600 + 60);
        assertThat(world.calls()).isEqualTo(1);
        // each leg by itself, each as it can
        assertThat(a.requests("UPDATE")).hasSize(96);
        assertThat(b.requests("INVITE")).hasSize(97);
        b.fallSilent();
        passes(900 + 40);
        assertThat(world.calls()).isZero();
        assertThat(a.requests("BYE")).hasSize(1);
    }

    @Test
    void aTimerGoesOnWhenTheEngineIsReplaced() {
        b.answers(request -> refresher("90;refresher=uac", ALLOW));
        calls();
        for (int i = 0; i < 5; i++) {
            world.replaceEngine();
            passes(45);
        }
        assertThat(b.requests("UPDATE")).hasSize(5);
        b.fallSilent();
        passes(80);
        assertThat(world.calls()).isZero();
        assertThat(a.requests("BYE")).hasSize(1);
    }
}
