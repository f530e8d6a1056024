// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Step;
import org.strowger.api.route.Route;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;
import org.strowger.api.sip.Transport;

class ExplanationTest extends EngineFixture {
    private List<String> explain() {
        return engine.explain("1001", "1002", Optional.empty()).stream()
                .map(step -> step.stage() + " | " + step.who() + " | " + step.outcome())
                .toList();
    }

    @Test
    void saysHowACallIsClaimedRoutedAndReached() {
        callin("trunk-a", 10, offer -> new Claim.NotMine("another address"));
        known();
        router((query, trace) -> {
            trace.note("line 1", () -> "does not match: from is 1001");
            return new Route.To(List.of(to("1002", "trunk")), "line 2");
        });
        callout("echo", 10, outgoing -> new Reach.NotMine("is asked only where it is named"));
        callout("trunk", 0, outgoing -> targets(1));
        assertThat(explain())
                .containsExactly(
                        "callin | trunk-a | not mine: another address",
                        "callin | registrar | known: 1001, account alice",
                        "route | line 1 | does not match: from is 1001",
                        "route | line 2 | to 1002 as 1001 by trunk",
                        "callout | trunk | calls [sip:1002@192.0.2.8:5060 from <sip:1001@>]");
        assertThat(endpoint.legs()).isEmpty();
    }

    @Test
    void saysEveryDestinationThatWouldBeTried() {
        known();
        routed(to("1002"), to("1003"), to("1004"));
        callout("mixed", 0, outgoing -> switch (outgoing.destination().number()) {
            case "1002" -> unavailable(480);
            case "1003" -> new Reach.Here((leg, offer) -> leg.answer(Optional.empty()));
            default -> new Reach.NotMine("no such number");
        });
        assertThat(explain())
                .endsWith(
                        "route | line 1 | to 1002 as 1001",
                        "callout | mixed | unavailable, 480 Temporarily Unavailable: the test says so",
                        "route | line 1 | to 1003 as 1001",
                        "callout | mixed | takes the call itself",
                        "route | line 1 | to 1004 as 1001",
                        "callout | mixed | not mine: no such number",
                        "callout | nobody | 404 Not Found");
    }

    @Test
    void saysWhoIsMissing() {
        assertThat(explain()).containsExactly("callin | nobody | a role is missing: wait, then 503");
        known();
        assertThat(explain()).endsWith("route | nobody | a role is missing: wait, then 503");
        routed(to("1002"));
        assertThat(explain()).endsWith("callout | nobody | a role is missing: wait, then 503");
    }

    @Test
    void saysThatNobodyKnowsTheCaller() {
        callin("registrar", 0, offer -> new Claim.NotMine("another realm"));
        assertThat(explain())
                .containsExactly("callin | registrar | not mine: another realm", "callin | nobody | 403 Forbidden");
    }

    @Test
    void saysWhoRefusesAndWhy() {
        callin("registrar", 0, offer -> new Claim.Refuse(SipReply.of(403), "barred"));
        assertThat(explain()).containsExactly("callin | registrar | refuses with 403 Forbidden: barred");
    }

    @Test
    void saysWhatThePlanForbids() {
        known();
        router((query, trace) -> new Route.Refuse(Status.of(603), "line 7"));
        assertThat(explain()).endsWith("route | line 7 | refused with 603 Decline");
    }

    @Test
    void asksAsACallDoesButWithoutACaller() {
        Flow flow = new Flow(Transport.TCP, "192.0.2.9", 5061, "tcp");
        callin("registrar", 0, offer -> {
            assertThat(offer.rehearsal()).isTrue();
            assertThat(offer.request().flow()).isEqualTo(flow);
            assertThat(offer.request().from().uri().number()).isEqualTo("+1#");
            assertThat(offer.request().uri().number()).isEqualTo("*98");
            assertThat(offer.request().headers("Authorization")).isEmpty();
            assertThat(offer.leg().local()).isTrue();
            return new Claim.Challenge(List.of(), "has nobody");
        });
        assertThat(engine.explain("+1#", "*98", Optional.of(flow)))
                .containsExactly(new Step("callin", "registrar", "challenges with 401: has nobody"));
    }

    @Test
    void isNoCallAndNotCountedAsOne() {
        everybodyIsHere();
        explain();
        assertThat(engine.calls()).isEmpty();
        assertThat(engine.roles()).extracting(info -> info.stats().claimed()).containsOnly(0L);
    }

    @Test
    void goesOnWhereARoleFails() {
        known();
        routed(to("1002"));
        callout("broken", 0, outgoing -> {
            throw new IllegalStateException("a bug that the test planted");
        });
        assertThat(explain()).endsWith("callout | broken | it failed", "callout | nobody | 500 Server Internal Error");
    }
}
