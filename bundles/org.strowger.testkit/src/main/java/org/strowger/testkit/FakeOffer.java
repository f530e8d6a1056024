// SPDX-License-Identifier: Apache-2.0
package org.strowger.testkit;

import java.util.Optional;
import org.strowger.api.call.CallQueue;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Offer;
import org.strowger.api.sip.SipRequest;

/** Makes offers of requests, for tests of callins and applications. */
public final class FakeOffer {
    private FakeOffer() {}

    /** A call from the network, on a leg of its own whose events are delivered at once. */
    public static Offer of(SipRequest request) {
        return of(request, FakeLeg.a("call-1", Runnable::run), Runnable::run);
    }

    /** A call from the network, on this leg and this executor. */
    public static Offer of(SipRequest request, Leg leg, CallQueue executor) {
        return new Offer(leg.callId(), request, leg, executor, Optional.empty(), false);
    }

    /** A call that a role originates. */
    public static Offer by(String role, SipRequest request) {
        Offer offer = of(request);
        return new Offer(offer.callId(), request, offer.leg(), offer.executor(), Optional.of(role), false);
    }

    /** A call that nobody makes: the console asks where it would go. */
    public static Offer rehearsed(SipRequest request) {
        Offer offer = of(request);
        return new Offer(offer.callId(), request, offer.leg(), offer.executor(), Optional.empty(), true);
    }
}
