// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Query;
import org.strowger.api.call.Reach;
import org.strowger.api.event.CallEvent;
import org.strowger.api.event.CallListener;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;
import org.strowger.testkit.FakeExchange;

/** What whoever keeps account of calls is told of them. */
final class ChronicleTest extends EngineFixture {
    private final List<CallEvent> told = new ArrayList<>();

    @BeforeEach
    void somebodyListens() {
        told.clear();
        engine.bindCallListener(told::add, Map.of(CallListener.NAME, "test"));
    }

    private List<String> kinds() {
        return told.stream().map(event -> event.getClass().getSimpleName()).toList();
    }

    private <E extends CallEvent> E only(Class<E> kind) {
        List<E> found = told.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(found).as(kind.getSimpleName()).hasSize(1);
        return found.get(0);
    }

    @Test
    void aCallIsToldFromItsOfferToItsEnd() {
        everybodyIsHere();
        call();
        clock.advance(Duration.ofMillis(40));
        rings(b());
        clock.advance(Duration.ofMillis(2));
        answers(b());
        happens(b(), new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));

        assertThat(kinds())
                .containsExactly("Offered", "Claimed", "Routed", "Tried", "Called", "Ringing", "Answered", "Ended");
        assertThat(told).allMatch(event -> event.call().equals("call-1"));
        assertThat(only(CallEvent.Claimed.class).by().role()).isEqualTo("registrar");
        assertThat(only(CallEvent.Routed.class).rule()).isEqualTo("line 1");
        assertThat(only(CallEvent.Answered.class).at())
                .isEqualTo(only(CallEvent.Offered.class).at().plusMillis(42));
        assertThat(only(CallEvent.Ended.class).by()).contains(Leg.Side.B);
        assertThat(only(CallEvent.Ended.class).reason()).isEqualTo("normal");
    }

    @Test
    void aChallengeIsNoCall() {
        callin("registrar", 0, offer -> new Claim.Challenge(List.of(new Header("WWW-Authenticate", "Digest")), "who?"));
        endpointIsHere();
        call();

        assertThat(told).isEmpty();
    }

    @Test
    void aCallerWhomNobodyKnowsIsToldOf() {
        callin("trunk", 0, offer -> new Claim.NotMine("not mine"));
        endpointIsHere();
        call();
        after(Duration.ofSeconds(3));

        assertThat(kinds()).containsExactly("Offered", "Ended");
        assertThat(only(CallEvent.Ended.class).cause().status().code()).isBetween(403, 503);
    }

    @Test
    void eachAttemptHasItsEnd() {
        known();
        routed(to("1002"), to("1003"));
        callout(
                "registrar",
                0,
                outgoing -> outgoing.destination().number().equals("1002")
                        ? new Reach.Unavailable(SipReply.of(503), "away")
                        : targets(1));
        mediaIsHere();
        endpointIsHere();
        call();
        refuses(b(), 486);

        assertThat(kinds())
                .containsExactly(
                        "Offered", "Claimed", "Routed", "Tried", "Refused", "Failed", "Tried", "Called", "Failed",
                        "Ended");
        over();
    }

    @Test
    void aDescriptionThatTheOtherTookIsToldAndOneThatItRefusedIsNot() {
        talking();
        FakeExchange hold = new FakeExchange(new Query("INVITE", List.of(), Optional.of(OFFER)));
        happens(a, new LegEvent.Asked(hold));
        b().reply(new SipReply(Status.OK, List.of(), Optional.of(ANSWER)));
        settle();
        FakeExchange refused = new FakeExchange(new Query("INVITE", List.of(), Optional.of(OFFER)));
        happens(a, new LegEvent.Asked(refused));
        b().reply(SipReply.of(488));
        settle();

        assertThat(only(CallEvent.Changed.class).by()).isEqualTo(Leg.Side.A);
    }

    @Test
    void aCallThatIsMadeForAnotherIsLinkedToIt() {
        everybodyIsHere();
        Leg leg = engine.originate(new Origination("echo", "9196", "", "1002"), "call-0");
        settle();

        assertThat(only(CallEvent.Linked.class))
                .extracting(CallEvent.Linked::call, CallEvent.Linked::other)
                .containsExactly(leg.callId(), "call-0");
        leg.hangup(Cause.of(Cause.By.US, 487));
        settle();
    }

    @Test
    void theNextEngineTellsTheRest() {
        everybodyIsHere();
        call();
        rings(b());
        engineGoes();
        engineComes();
        engine.bindCallListener(told::add, Map.of(CallListener.NAME, "test"));
        answers(b());
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));

        assertThat(kinds())
                .containsExactly("Offered", "Claimed", "Routed", "Tried", "Called", "Ringing", "Answered", "Ended");
    }
}
