// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Query;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;
import org.strowger.testkit.FakeExchange;
import org.strowger.testkit.FakeLeg;
import org.strowger.testkit.LegDeed;

class BridgeTest extends EngineFixture {
    private static final Body HOLD = Body.sdp("hold");

    private FakeExchange asks(FakeLeg leg, FakeExchange exchange) {
        happens(leg, new LegEvent.Asked(exchange));
        return exchange;
    }

    private void replies(FakeLeg leg, int code, Header... headers) {
        leg.reply(SipReply.of(code, headers));
        settle();
    }

    private void repliesWith(FakeLeg leg, Body body) {
        leg.reply(new SipReply(Status.OK, List.of(), Optional.of(body)));
        settle();
    }

    private Optional<String> asked(FakeLeg leg) {
        return leg.last(LegDeed.Ask.class).orElseThrow().query().body().map(Body::text);
    }

    @Test
    void aHoldByTheCallerReachesTheCalleeAndItsAnswerComesBack() {
        talking();
        FakeExchange hold = asks(a, FakeExchange.of("INVITE", HOLD));
        assertThat(b().story()).endsWith("ask INVITE with sdp");
        assertThat(asked(b())).contains("A>hold");
        assertThat(hold.answered()).isEmpty();

        repliesWith(b(), ANSWER);
        assertThat(hold.answered().orElseThrow().body().map(Body::text)).contains("B>answer");
        assertThat(b().story()).endsWith("ask INVITE with sdp", "confirm");
        happens(a, new LegEvent.Confirmed(Optional.empty()));
        assertThat(b().ignored()).isEmpty();
        assertThat(state()).isEqualTo(CallState.TALKING);
    }

    @Test
    void aHoldByTheCalleeReachesTheCaller() {
        talking();
        FakeExchange hold = asks(b(), FakeExchange.of("INVITE", HOLD));
        assertThat(asked(a)).contains("B>hold");
        repliesWith(a, ANSWER);
        assertThat(hold.answered().orElseThrow().body().map(Body::text)).contains("A>answer");
        assertThat(a.story()).endsWith("confirm");
    }

    @Test
    void aReinviteWithoutADescriptionHasItsAckWaitForTheAnswer() {
        talking();
        FakeExchange refresh = asks(a, FakeExchange.of("INVITE"));
        repliesWith(b(), Body.sdp("offer of b"));
        assertThat(refresh.answered().orElseThrow().body().map(Body::text)).contains("B>offer of b");
        assertThat(b().story()).endsWith("ask INVITE");
        happens(a, new LegEvent.Confirmed(Optional.of(ANSWER)));
        assertThat(b().story()).endsWith("ask INVITE", "confirm with sdp");
    }

    @Test
    void aReinvitesAnswerThatCannotBeRelayedIsStillAcknowledged() {
        talking();
        FakeExchange refresh = asks(a, FakeExchange.of("INVITE"));
        media.refuse(488);
        repliesWith(b(), Body.sdp("offer of b"));
        assertThat(refresh.answered().orElseThrow().status().code()).isEqualTo(488);
        assertThat(b().story()).endsWith("ask INVITE", "confirm");
    }

    @ParameterizedTest
    @CsvSource({"488, 488", "491, 491", "408, 408", "401, 500", "407, 500", "603, 603"})
    void aRefusalComesBackAndTheCallGoesOn(int code, int told) {
        talking();
        FakeExchange hold = asks(a, FakeExchange.of("INVITE", HOLD));
        replies(b(), code, new Header("Retry-After", "3"), new Header("WWW-Authenticate", "Digest realm=\"x\""));
        assertThat(hold.answered().orElseThrow().status().code()).isEqualTo(told);
        assertThat(hold.answered().orElseThrow().headers()).containsExactly(new Header("Retry-After", "3"));
        assertThat(b().story()).endsWith("ask INVITE with sdp");
        assertThat(state()).isEqualTo(CallState.TALKING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE", "INFO"})
    void otherRequestsPassWithoutAnAck(String method) {
        talking();
        FakeExchange exchange = asks(a, FakeExchange.of(method, HOLD));
        repliesWith(b(), ANSWER);
        assertThat(exchange.answered().orElseThrow().status()).isEqualTo(Status.OK);
        assertThat(b().story()).endsWith("ask " + method + " with sdp");
    }

    @Test
    void digitsPassAsTheyAreWithWhatDescribesThem() {
        talking();
        Body digits = new Body(
                "application/dtmf-relay",
                "Signal=1\r\nDuration=160\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        Header described = new Header("Info-Package", "dtmf");
        Header identity = new Header("P-Asserted-Identity", "<sip:1001@pbx>");
        asks(a, new FakeExchange(new Query("INFO", List.of(described, identity), Optional.of(digits))));
        Query passed = b().last(LegDeed.Ask.class).orElseThrow().query();
        assertThat(passed.headers()).containsExactly(described);
        assertThat(passed.body().orElseThrow().contentType()).isEqualTo("application/dtmf-relay");
    }

    @Test
    void whatComesBeforeTheAnswerHasToTryAgain() {
        everybodyIsHere();
        call();
        FakeExchange update = asks(a, FakeExchange.of("UPDATE", HOLD));
        assertThat(update.answered().orElseThrow().status().code()).isEqualTo(491);
    }

    @Test
    void anOfferThatCannotBeRelayedIsRefusedAndTheOtherLegNotBothered() {
        talking();
        media.refuse(488);
        FakeExchange hold = asks(a, FakeExchange.of("INVITE", HOLD));
        assertThat(hold.answered().orElseThrow().status().code()).isEqualTo(488);
        assertThat(b().story()).endsWith("confirm");
        assertThat(state()).isEqualTo(CallState.TALKING);
    }

    @Test
    void aRelayThatFailsCostsTheRequestNotTheCall() {
        talking();
        media.fail();
        FakeExchange hold = asks(a, FakeExchange.of("INVITE", HOLD));
        assertThat(hold.answered().orElseThrow().status().code()).isEqualTo(500);
        assertThat(state()).isEqualTo(CallState.TALKING);
    }

    @Test
    void aLegThatEndsWhileItIsAskedLeavesNobodyWithoutAnAnswer() {
        talking();
        FakeExchange hold = asks(a, FakeExchange.of("INVITE", HOLD));
        happens(b(), new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        over();
        assertThat(hold.answered()).isPresent();
    }

    @Test
    void aReinviteThatIsTakenBackIsTakenBackOnTheOtherLegToo() {
        talking();
        FakeExchange hold = asks(a, FakeExchange.of("INVITE", HOLD));
        happens(a, new LegEvent.Withdrawn(hold));
        assertThat(b().story()).endsWith("ask INVITE with sdp", "withdraw");
        replies(b(), 487);
        assertThat(hold.answered()).isEmpty();
        assertThat(state()).isEqualTo(CallState.TALKING);
    }

    @Test
    void anAnswerThatCrossesWithAWithdrawalIsAcknowledged() {
        talking();
        FakeExchange refresh = asks(a, FakeExchange.of("INVITE"));
        happens(a, new LegEvent.Withdrawn(refresh));
        repliesWith(b(), OFFER);
        assertThat(b().story()).endsWith("withdraw", "confirm");
        assertThat(refresh.answered()).isEmpty();
        happens(a, new LegEvent.Withdrawn(refresh));
        assertThat(b().story()).containsOnlyOnce("withdraw");
    }

    @Test
    void whatALegAsksAgainAfterAHandoverTheOtherHasBeenAsked() {
        talking();
        FakeExchange hold = asks(a, FakeExchange.of("INVITE", HOLD));
        engineGoes();
        a.fire(new LegEvent.Asked(hold));
        engineComes();
        assertThat(b().story()).containsOnlyOnce("ask INVITE with sdp");
        repliesWith(b(), ANSWER);
        assertThat(hold.answered().orElseThrow().status()).isEqualTo(Status.OK);
        assertThat(hold.ignored()).isZero();
    }
}
