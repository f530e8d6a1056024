// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Claim;
import org.strowger.api.call.LocalRequest;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.dial.DialRequest;
import org.strowger.api.dial.DialTarget;
import org.strowger.api.route.Destination;
import org.strowger.api.sip.SipRequest;
import org.strowger.api.sip.SipUri;
import org.strowger.testkit.FakeOffer;
import org.strowger.testkit.FakeRequest;

/** The dialler as a role: it knows its own calls by what they carry, whichever version made them. */
class RoleTest {
    private final Outbound dialler = new Outbound(new OutboundSettings(Map.of()));

    private static Reach reach(Outbound dialler, SipRequest request) {
        return dialler.reach(new Outgoing(
                new Caller("1000", "", "outbound"),
                "outbound",
                new Destination("1001", "1000", Optional.empty()),
                request));
    }

    private static SipRequest request(DialTarget target, String address) {
        DialRequest request = DialRequest.to(target).caller("1000", "").build();
        Origination made = Order.origination(request, "id", address, Settings.DEFAULT, Instant.EPOCH);
        return LocalRequest.of("call", made, Optional.empty());
    }

    @Test
    void itKnowsItsOwnCallersAndNobodyElses() {
        assertThat(dialler.claim(FakeOffer.by("outbound", FakeRequest.invite("+86100", "1001"))))
                .isEqualTo(new Claim.Known(new Caller("+86100", "", "outbound")));
        assertThat(dialler.claim(FakeOffer.by("echo", FakeRequest.invite("1000", "1001"))))
                .isInstanceOf(Claim.NotMine.class);
        assertThat(dialler.claim(FakeOffer.of(FakeRequest.invite("1000", "1001"))))
                .isInstanceOf(Claim.NotMine.class);
    }

    @Test
    void itTakesACallToItsTargetAndLeavesANumberToOthers() {
        DialTarget target = DialTarget.of(SipUri.parse("sip:1001@192.0.2.7"));
        assertThat(reach(dialler, request(target, "192.0.2.7")))
                .isInstanceOfSatisfying(Reach.Targets.class, reached -> {
                    assertThat(reached.targets()).hasSize(1);
                    assertThat(reached.targets().get(0).uri()).hasToString("sip:1001@192.0.2.7");
                });
        for (SipRequest others : List.of(request(DialTarget.number("1001"), ""), FakeRequest.invite("1000", "1001"))) {
            assertThat(reach(dialler, others)).isInstanceOf(Reach.NotMine.class);
        }
    }
}
