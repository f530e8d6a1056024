// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Seat;
import org.strowger.api.sip.ListenerInfo;
import org.strowger.api.sip.SipEndpoint;
import org.strowger.testkit.FakeLeg;

/** A SIP bundle without a network: keeps what it was asked for, and the legs that it made. */
final class FakeEndpoint implements SipEndpoint {
    private final Executor delivery;
    private final Executor calls;
    private final List<Invitation> invitations = new ArrayList<>();
    private final List<FakeLeg> legs = new ArrayList<>();
    private int noWay;

    /**
     * @param delivery delivers the events of the legs
     * @param calls the serial executor of every call
     */
    FakeEndpoint(Executor delivery, Executor calls) {
        this.delivery = delivery;
        this.calls = calls;
    }

    List<Invitation> invitations() {
        return List.copyOf(invitations);
    }

    List<FakeLeg> legs() {
        return List.copyOf(legs);
    }

    /** The next legs end while they are started: there is no way to where they are to go. */
    void noWay(int times) {
        noWay = times;
    }

    @Override
    public Leg invite(Invitation invitation, Executor executor) {
        FakeLeg leg = FakeLeg.b(invitation.callId(), delivery);
        if (noWay > 0) {
            noWay--;
            return endsWhenStarted(leg);
        }
        invitations.add(invitation);
        legs.add(leg);
        return leg;
    }

    private static Leg endsWhenStarted(FakeLeg leg) {
        return (Leg) Proxy.newProxyInstance(
                Leg.class.getClassLoader(),
                new Class<?>[] {Leg.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "start" -> {
                        leg.hangup(Cause.of(Cause.By.FAULT, 503));
                        yield null;
                    }
                    case "equals" -> proxy == arguments[0];
                    default -> method.invoke(leg, arguments);
                });
    }

    @Override
    public Seat seat() {
        return new Seat("seat-1", calls);
    }

    @Override
    public List<ListenerInfo> listeners() {
        return List.of();
    }
}
