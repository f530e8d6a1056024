// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Query;
import org.strowger.api.route.Route;
import org.strowger.api.route.RouteQuery;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;
import org.strowger.testkit.FakeExchange;
import org.strowger.testkit.FakeLeg;
import org.strowger.testkit.LegDeed;

class TransferTest extends EngineFixture {
    private static final Body OFFER_OF_C = Body.sdp("offer of c");

    private final List<RouteQuery> routed = new ArrayList<>();

    @BeforeEach
    void whoIsThere() {
        routed.clear();
        known();
        router((query, trace) -> {
            routed.add(query);
            return query.to().equals("900")
                    ? new Route.Refuse(Status.of(403), "line 9")
                    : new Route.To(List.of(to(query.to())), "line 1");
        });
        callout("registrar", 0, outgoing -> targets(1));
        mediaIsHere();
        endpointIsHere();
        call();
        answers(callee());
        happens(a, new LegEvent.Confirmed(Optional.empty()));
    }

    static FakeExchange refer(String to) {
        return new FakeExchange(new Query("REFER", List.of(new Header("Refer-To", to)), Optional.empty()));
    }

    private FakeExchange refers(FakeLeg transferor, String to) {
        FakeExchange refer = refer(to);
        happens(transferor, new LegEvent.Asked(refer));
        return refer;
    }

    private FakeExchange refers(FakeLeg transferor) {
        return refers(transferor, "<sip:1003@example.com>");
    }

    private void replies(FakeLeg leg, int code) {
        leg.reply(SipReply.of(code));
        settle();
    }

    private void takes(FakeLeg leg) {
        leg.reply(new SipReply(Status.OK, List.of(), Optional.of(ANSWER)));
        settle();
    }

    private FakeLeg callee() {
        return b(0);
    }

    private FakeLeg c() {
        return b(1);
    }

    private void cAnswers() {
        happens(c(), new LegEvent.Answered(Optional.of(OFFER_OF_C)));
    }

    /** What a transferor was told of a transfer. */
    private static List<String> told(FakeLeg transferor) {
        return transferor.deeds().stream()
                .filter(LegDeed.Ask.class::isInstance)
                .map(deed -> ((LegDeed.Ask) deed).query())
                .filter(query -> query.method().equals("NOTIFY"))
                .map(query -> query.headers().get(1).value() + ": "
                        + query.body().orElseThrow().text().strip())
                .toList();
    }

    private static List<String> hungUp(FakeLeg leg) {
        return leg.story().stream().filter(deed -> deed.startsWith("hangup")).toList();
    }

    @Test
    void theCalleeTransfersAndWaitsForTheOutcome() {
        assertThat(refers(callee()).answered().orElseThrow().status().code()).isEqualTo(202);
        assertThat(told(callee())).containsExactly("active;expires=180: SIP/2.0 100 Trying");
        replies(callee(), 200);
        // who transfers must be allowed to call there
        assertThat(routed.get(1)).extracting(RouteQuery::from, RouteQuery::to).containsExactly("1002", "1003");
        assertThat(c().story()).containsExactly("start");
        rings(c());
        cAnswers();
        assertThat(a.last(LegDeed.Ask.class)
                        .orElseThrow()
                        .query()
                        .body()
                        .orElseThrow()
                        .text())
                .isEqualTo("B>offer of c");
        takes(a);
        assertThat(a.story()).endsWith("ask INVITE with sdp", "confirm");
        assertThat(c().story()).containsExactly("start", "confirm with sdp");
        assertThat(told(callee())).last().isEqualTo("terminated;reason=noresource: SIP/2.0 200 OK");
        assertThat(callee().ended()).isFalse();
        replies(callee(), 200);
        assertThat(hungUp(callee())).containsExactly("hangup US 200 OK");
        assertThat(engine.calls()).hasSize(2);

        FakeExchange hold = FakeExchange.of("INVITE", Body.sdp("hold"));
        happens(c(), new LegEvent.Asked(hold));
        takes(a);
        assertThat(hold.answered().orElseThrow().status().code()).isEqualTo(200);
        happens(c(), new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(hungUp(a)).containsExactly("hangup US 200 OK");
        over();
    }

    @Test
    void theCallerTransfersAndLeavesAtOnce() {
        refers(a);
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(routed.get(1)).extracting(RouteQuery::from, RouteQuery::to).containsExactly("1001", "1003");
        assertThat(hungUp(callee())).isEmpty();
        cAnswers();
        takes(callee());
        assertThat(c().story()).containsExactly("start", "confirm with sdp");
        happens(callee(), new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(hungUp(c())).containsExactly("hangup US 200 OK");
        over();
    }

    @Test
    void theCallerTransfersAndWaitsForTheOutcome() {
        refers(a);
        cAnswers();
        takes(callee());
        assertThat(told(a)).last().isEqualTo("terminated;reason=noresource: SIP/2.0 200 OK");
        replies(a, 200);
        replies(a, 200);
        assertThat(hungUp(a)).containsExactly("hangup US 200 OK");
        assertThat(callee().ended() || c().ended()).isFalse();
        happens(callee(), new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(hungUp(c())).containsExactly("hangup US 200 OK");
        over();
    }

    @Test
    void whereTheTargetIsBusyTheCallGoesOn() {
        refers(callee());
        refuses(c(), 486);
        assertThat(told(callee())).last().isEqualTo("terminated;reason=noresource: SIP/2.0 486 Busy Here");
        assertThat(a.ended() || callee().ended()).isFalse();
        FakeExchange hold = FakeExchange.of("INVITE", Body.sdp("hold"));
        happens(a, new LegEvent.Asked(hold));
        replies(callee(), 200);
        replies(callee(), 200);
        takes(callee());
        assertThat(hold.answered().orElseThrow().status().code()).isEqualTo(200);
        // and another try is free
        assertThat(refers(callee()).answered().orElseThrow().status().code()).isEqualTo(202);
    }

    @Test
    void whereTheTargetIsBusyAndTheTransferorHasLeftNobodyIsLeftAlone() {
        refers(callee());
        happens(callee(), new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        refuses(c(), 486);
        assertThat(hungUp(a)).hasSize(1);
        over();
    }

    @Test
    void aTargetThatThePlanForbidsIsNotCalled() {
        refers(callee(), "<sip:900@example.com>");
        assertThat(told(callee())).last().isEqualTo("terminated;reason=noresource: SIP/2.0 403 Forbidden");
        assertThat(endpoint.legs()).hasSize(1);
        assertThat(engine.calls()).hasSize(1);
    }

    @Test
    void theTransfereeHangsUpAndTheTargetIsCancelled() {
        refers(callee());
        rings(c());
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(hungUp(callee())).hasSize(1);
        assertThat(hungUp(c())).containsExactly("hangup US 200 OK");
        over();
    }

    @Test
    void aTransfereeThatDoesNotTakeTheOfferStaysWhereItIs() {
        refers(callee());
        cAnswers();
        replies(a, 488);
        assertThat(told(callee())).last().isEqualTo("terminated;reason=noresource: SIP/2.0 488 Not Acceptable Here");
        assertThat(hungUp(c())).hasSize(1);
        assertThat(a.ended() || callee().ended()).isFalse();
    }

    @Test
    void glareAtTheTransfereeIsWaitedFor() {
        refers(callee());
        cAnswers();
        replies(a, 491);
        after(Duration.ofSeconds(3));
        takes(a);
        assertThat(told(callee())).last().isEqualTo("terminated;reason=noresource: SIP/2.0 200 OK");
        assertThat(c().story()).containsExactly("start", "confirm with sdp");
    }

    @Test
    void aTargetThatAnswersJustAsTheEngineIsReplacedIsHeard() {
        refers(a);
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        // what it says reaches the first call when that lies on its leg
        c().fire(new LegEvent.Answered(Optional.of(OFFER_OF_C)));
        engineGoes();
        engineComes();
        takes(callee());
        assertThat(c().story()).containsExactly("start", "confirm with sdp");
        happens(callee(), new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        over();
    }

    @Test
    void thereIsOneTransferAtATimeAndNoneToNobody() {
        assertThat(refers(callee(), "<sip:example.com>")
                        .answered()
                        .orElseThrow()
                        .status()
                        .code())
                .isEqualTo(400);
        assertThat(refers(callee(), "<sip:1003@h?Replaces=x%3Bto-tag=t%3Bfrom-tag=f>")
                        .answered()
                        .orElseThrow()
                        .status()
                        .code())
                .isEqualTo(603);
        assertThat(refers(callee()).answered().orElseThrow().status().code()).isEqualTo(202);
        assertThat(refers(callee()).answered().orElseThrow().status().code()).isEqualTo(603);
        assertThat(refers(a).answered().orElseThrow().status().code()).isEqualTo(603);
        assertThat(endpoint.legs()).hasSize(2);
    }
}
