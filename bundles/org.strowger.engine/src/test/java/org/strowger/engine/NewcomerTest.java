// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Query;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;
import org.strowger.testkit.FakeExchange;
import org.strowger.testkit.FakeLeg;
import org.strowger.testkit.FakeOffer;
import org.strowger.testkit.FakeRequest;
import org.strowger.testkit.LegDeed;

/** An INVITE with Replaces takes the place of a party of a call (RFC 3891). */
class NewcomerTest extends EngineFixture {
    private static final String CALLERS = "a@phone;ours;theirs";
    private static final String CALLEES = "b@exchange;ours;theirs";

    private FakeLeg newcomer;

    @BeforeEach
    void twoTalk() {
        talking();
        happens(a, new LegEvent.Confirmed(Optional.empty()));
        endpoint.inDialog(CALLERS, a);
        endpoint.inDialog(CALLEES, b());
    }

    private void calls(FakeRequest invite) {
        newcomer = FakeLeg.a("call-2", queue);
        endpoint.knows(newcomer);
        engine.offer(FakeOffer.of(invite, newcomer, queue));
        settle();
    }

    private static FakeRequest replacing(String dialog, String more) {
        String[] names = dialog.split(";");
        return FakeRequest.invite("1003", "1001")
                .header("Replaces", names[0] + ";to-tag=" + names[1] + ";from-tag=" + names[2] + more);
    }

    private void replaces(String dialog) {
        calls(replacing(dialog, "").body(Body.sdp("newcomer's offer")));
    }

    private static void replies(FakeLeg leg, SipReply reply) {
        leg.reply(reply);
    }

    private static SipReply ok(String sdp) {
        return new SipReply(Status.OK, List.of(), Optional.of(Body.sdp(sdp)));
    }

    private static List<String> hungUp(FakeLeg leg) {
        return leg.story().stream().filter(deed -> deed.startsWith("hangup")).toList();
    }

    private static String asked(FakeLeg leg) {
        Query query = leg.last(LegDeed.Ask.class).orElseThrow().query();
        return query.method() + " " + query.body().map(Body::text).orElse("nothing");
    }

    @Test
    void takesTheCalleesPlaceWhereTheCallerAgrees() {
        replaces(CALLEES);
        assertThat(asked(a)).isEqualTo("INVITE A>newcomer's offer");
        assertThat(hungUp(b())).as("not before").isEmpty();
        assertThat(newcomer.story()).doesNotContain("answer with sdp");
        replies(a, ok("caller's answer"));
        settle();
        assertThat(a.story()).endsWith("confirm");
        assertThat(newcomer.last(LegDeed.Answer.class)
                        .orElseThrow()
                        .body()
                        .orElseThrow()
                        .text())
                .isEqualTo("B>caller's answer");
        assertThat(hungUp(b())).containsExactly("hangup US 200 OK");
        happens(newcomer, new LegEvent.Confirmed(Optional.empty()));

        FakeExchange hold = FakeExchange.of("INVITE", Body.sdp("hold"));
        happens(newcomer, new LegEvent.Asked(hold));
        assertThat(asked(a)).isEqualTo("INVITE A>hold");
        replies(a, ok("held"));
        settle();
        assertThat(hold.answered().orElseThrow().status().code()).isEqualTo(200);
        happens(newcomer, new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(hungUp(a)).containsExactly("hangup US 200 OK");
        over();
    }

    @Test
    void takesTheCallersPlaceToo() {
        replaces(CALLERS);
        assertThat(asked(b())).isEqualTo("INVITE A>newcomer's offer");
        replies(b(), ok("callee's answer"));
        settle();
        assertThat(hungUp(a)).containsExactly("hangup US 200 OK");
        happens(newcomer, new LegEvent.Confirmed(Optional.empty()));
        happens(b(), new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(hungUp(newcomer)).containsExactly("hangup US 200 OK");
        over();
    }

    @Test
    void mayLeaveTheOfferToTheOther() {
        calls(replacing(CALLEES, ""));
        assertThat(asked(a)).isEqualTo("INVITE nothing");
        replies(a, ok("caller's offer"));
        settle();
        assertThat(a.story()).endsWith("ask INVITE");
        assertThat(newcomer.last(LegDeed.Answer.class)
                        .orElseThrow()
                        .body()
                        .orElseThrow()
                        .text())
                .isEqualTo("B>caller's offer");
        happens(newcomer, new LegEvent.Confirmed(Optional.of(Body.sdp("newcomer's answer"))));
        assertThat(a.story()).endsWith("confirm with sdp");
    }

    @Test
    void whereTheOtherDoesNotAgreeNothingChanges() {
        replaces(CALLEES);
        replies(a, SipReply.of(488));
        settle();
        assertThat(hungUp(newcomer)).hasSize(1).first().asString().contains("488");
        assertThat(a.ended() || b().ended()).isFalse();
        FakeExchange hold = FakeExchange.of("INVITE", Body.sdp("hold"));
        happens(b(), new LegEvent.Asked(hold));
        replies(a, ok("held"));
        settle();
        assertThat(hold.answered().orElseThrow().status().code()).isEqualTo(200);
    }

    @Test
    void whoIsReplacedMayLeaveBefore() {
        replaces(CALLEES);
        happens(b(), new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(hungUp(a)).isEmpty();
        replies(a, ok("caller's answer"));
        settle();
        assertThat(newcomer.story()).contains("answer with sdp");
        happens(newcomer, new LegEvent.Confirmed(Optional.empty()));
        assertThat(engine.calls()).hasSize(2);
    }

    @Test
    void mayGiveUpAndNothingChanges() {
        replaces(CALLEES);
        happens(newcomer, new LegEvent.Ended(Cause.of(Cause.By.PEER, 487)));
        assertThat(a.story()).endsWith("withdraw");
        replies(a, SipReply.of(487));
        settle();
        assertThat(a.ended() || b().ended()).isFalse();
        assertThat(engine.calls()).hasSize(1);
    }

    @Test
    void goesOnWhereTheEngineIsReplacedMeanwhile() {
        replaces(CALLEES);
        engineGoes();
        replies(a, ok("caller's answer"));
        engineComes();
        assertThat(newcomer.story()).contains("answer with sdp");
        assertThat(hungUp(b())).containsExactly("hangup US 200 OK");
        happens(newcomer, new LegEvent.Confirmed(Optional.empty()));
        after(Duration.ofSeconds(1));
        assertThat(engine.calls()).hasSize(2);
    }

    private void isRefused(FakeRequest invite, int code) {
        calls(invite);
        assertThat(hungUp(newcomer)).hasSize(1).first().asString().contains(" " + code + " ");
        assertThat(a.ended() || b().ended()).isFalse();
    }

    @Test
    void whatIsNotThereCannotBeReplaced() {
        isRefused(replacing("c@nowhere;ours;theirs", ""), 481);
    }

    @Test
    void whatIsAnsweredIsNotReplacedAsIfItRang() {
        isRefused(replacing(CALLEES, ";early-only"), 486);
    }

    @Test
    void aDialogThatIsOverIsDeclined() {
        endpoint.inDialog("c@over;ours;theirs", FakeLeg.a("call-0", queue));
        isRefused(replacing("c@over;ours;theirs", ""), 603);
    }

    @Test
    void twoDialogsAreOneTooMany() {
        isRefused(replacing(CALLEES, "").header("Replaces", "x@y;to-tag=t;from-tag=f"), 400);
    }

    @Test
    void oneAtATime() {
        happens(
                b(),
                new LegEvent.Asked(new FakeExchange(new Query(
                        "REFER", List.of(new Header("Refer-To", "<sip:1009@example.com>")), Optional.empty()))));
        isRefused(replacing(CALLEES, "").body(OFFER), 603);
    }
}
