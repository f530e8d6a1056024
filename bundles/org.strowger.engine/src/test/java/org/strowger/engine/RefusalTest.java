// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Claim;
import org.strowger.api.call.RoleInfo;
import org.strowger.api.route.Route;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;
import org.strowger.testkit.LegDeed;

class RefusalTest extends EngineFixture {
    private static final Header BUSY_LINE = new Header("Reason", "Q.850;cause=17");

    private Cause refusal() {
        over();
        return a.last(LegDeed.Hangup.class).orElseThrow().cause();
    }

    @Test
    void aChallengeIsPassedOnWithItsHeadersAndBeforeAnyProvisional() {
        Header md5 = new Header("WWW-Authenticate", "Digest realm=\"x\", nonce=\"1\", algorithm=MD5");
        Header sha = new Header("WWW-Authenticate", "Digest realm=\"x\", nonce=\"1\", algorithm=SHA-256");
        callin("registrar", 0, offer -> new Claim.Challenge(List.of(sha, md5), "no credentials"));
        call();
        assertThat(a.story()).containsExactly("hangup US 401 Unauthorized");
        assertThat(refusal().headers()).containsExactly(sha, md5);
    }

    @Test
    void aCallinsRefusalIsPassedOnWithItsHeaders() {
        callin("registrar", 0, offer -> new Claim.Refuse(SipReply.of(403, BUSY_LINE), "barred"));
        call();
        assertThat(refusal()).isEqualTo(Cause.of(Cause.By.US, 403, BUSY_LINE));
    }

    @Test
    void aCallerThatNobodyClaimsIsForbidden() {
        callin("trunk-a", 10, offer -> new Claim.NotMine("another address"));
        callin("registrar", 0, offer -> new Claim.NotMine("another realm"));
        call();
        assertThat(refusal().status().code()).isEqualTo(403);
    }

    @Test
    void theHighestRankedCallinThatClaimsDecides() {
        callin("second", 10, offer -> new Claim.Refuse(SipReply.of(403), "first to claim"));
        callin("first", 20, offer -> new Claim.NotMine("not mine"));
        callin("third", 0, offer -> {
            throw new AssertionError("is not asked");
        });
        call();
        assertThat(refusal().status().code()).isEqualTo(403);
        assertThat(engine.roles())
                .extracting(RoleInfo::name, info -> info.stats().claimed())
                .startsWith(
                        org.assertj.core.groups.Tuple.tuple("first", 0L),
                        org.assertj.core.groups.Tuple.tuple("second", 1L));
    }

    @Test
    void thePlanMayForbidACall() {
        known();
        router((query, trace) -> new Route.Refuse(Status.of(403), "line 7"));
        call();
        assertThat(refusal().status().code()).isEqualTo(403);
    }

    @Test
    void aNumberThatNobodyKnowsIsNotFound() {
        known();
        routed(to("1002"));
        callout("registrar", 0, outgoing -> new org.strowger.api.call.Reach.NotMine("no such account"));
        call();
        assertThat(refusal().status().code()).isEqualTo(404);
    }

    @Test
    void anAccountWithoutAPhoneIsUnavailableAndNobodyElseIsAsked() {
        known();
        routed(to("1002"));
        callout("registrar", 10, outgoing -> unavailable(480));
        callout("catchall", 0, outgoing -> {
            throw new AssertionError("is not asked");
        });
        call();
        assertThat(refusal().status().code()).isEqualTo(480);
    }

    @Test
    void aRouteMayNameTheRoleByNameOrKind() {
        everybodyIsHere();
        engine.unbindRouter(routed(to("1002")));
        callout("trunk-carrier", -10, outgoing -> unavailable(486));
        router((query, trace) -> new Route.To(List.of(to("1002", "trunk-carrier")), "line 9"));
        engine.bindRouter(
                reference("best", 100), (query, trace) -> new Route.To(List.of(to("1002", "trunk-carrier")), "line 9"));
        call();
        assertThat(refusal().status().code()).isEqualTo(486);
        assertThat(endpoint.legs()).isEmpty();
    }

    @Test
    void aRoleThatThrowsCostsItsCallA500AndIsCounted() {
        callin("registrar", 0, offer -> {
            throw new IllegalStateException("a bug that the test planted");
        });
        call();
        assertThat(refusal().status().code()).isEqualTo(500);
        assertThat(engine.roles()).extracting(info -> info.stats().failed()).containsExactly(1L);
    }

    @Test
    void aRoleWhoseClassesHaveGoneCostsItsCallA500() {
        callin("registrar", 0, offer -> {
            throw new NoClassDefFoundError("of a bundle that was updated");
        });
        call();
        assertThat(refusal().status().code()).isEqualTo(500);
    }

    @Test
    void aRoleThatAnswersNullCostsItsCallA500() {
        known();
        router((query, trace) -> null);
        call();
        assertThat(refusal().status().code()).isEqualTo(500);
    }

    @Test
    void aCalloutThatThrowsIsPassedOver() {
        everybodyIsHere();
        callout("broken", 50, outgoing -> {
            throw new IllegalStateException("a bug that the test planted");
        });
        call();
        rings(b());
        assertThat(a.story()).endsWith("progress 180 Ringing");
    }

    @Test
    void aRefusalIsFinalThoughARoleFailedBefore() {
        callin("broken", 50, offer -> null);
        callin("registrar", 0, offer -> new Claim.Refuse(SipReply.of(403), "barred"));
        call();
        assertThat(refusal().status().code()).isEqualTo(403);
    }
}
