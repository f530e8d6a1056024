// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.api.route.Route;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Status;

class ContractTest {
    @Test
    void aRefusalNeedsAFailureStatus() {
        assertThatThrownBy(() -> new Claim.Refuse(SipReply.of(200), "no")).hasMessageContaining("200 OK");
        assertThatThrownBy(() -> new Reach.Unavailable(SipReply.of(180), "no")).hasMessageContaining("180 Ringing");
        assertThatThrownBy(() -> new Route.Refuse(Status.of(200), "no")).hasMessageContaining("200 OK");
    }

    @Test
    void nowhereToGoIsSaidInSoManyWords() {
        assertThatThrownBy(() -> new Reach.Targets(List.of())).hasMessageContaining("Unavailable");
        assertThatThrownBy(() -> new Route.To(List.of(), "")).hasMessageContaining("Refuse");
    }

    @Test
    void anInvitationHasHopsLeft() {
        SipUri uri = SipUri.parse("sip:1@h");
        Target target = new Target(uri, NameAddr.of(uri), NameAddr.of(uri), Optional.empty(), List.of(), List.of());
        assertThat(new Invitation("call", target, 0).maxForwards()).isZero();
        assertThatThrownBy(() -> new Invitation("call", target, -1)).hasMessageContaining("-1");
    }

    @Test
    void theSidesOfACallFaceEachOther() {
        assertThat(Leg.Side.A.other()).isEqualTo(Leg.Side.B);
        assertThat(Leg.Side.B.other()).isEqualTo(Leg.Side.A);
    }
}
