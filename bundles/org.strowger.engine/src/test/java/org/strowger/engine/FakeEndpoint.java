// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.strowger.api.call.CallQueue;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.Seat;
import org.strowger.api.call.Wire;
import org.strowger.api.sip.ListenerInfo;
import org.strowger.api.sip.SipEndpoint;
import org.strowger.testkit.FakeLeg;
import org.strowger.testkit.FakeWire;

/** A SIP bundle without a network: keeps what it was asked for, and the legs that it made. */
final class FakeEndpoint implements SipEndpoint {
    private final Executor delivery;
    private final CallQueue calls;
    private final List<Invitation> invitations = new ArrayList<>();
    private final List<FakeLeg> legs = new ArrayList<>();
    private final List<FakeLeg> incoming = new ArrayList<>();
    private final List<FakeWire> ends = new ArrayList<>();
    private final Map<String, Leg> dialogs = new HashMap<>();
    private Runnable whenInvited = () -> {};
    private int noWay;
    private int seats;

    /**
     * @param delivery delivers the events of the legs
     * @param calls the serial executor of every call
     */
    FakeEndpoint(Executor delivery, CallQueue calls) {
        this.delivery = delivery;
        this.calls = calls;
    }

    List<Invitation> invitations() {
        return List.copyOf(invitations);
    }

    List<FakeLeg> legs() {
        return List.copyOf(legs);
    }

    /** Something happens just as the next leg is made. */
    void whenInvited(Runnable happens) {
        whenInvited = happens;
    }

    /** The next legs end while they are started: there is no way to where they are to go. */
    void noWay(int times) {
        noWay = times;
    }

    @Override
    public Leg invite(Invitation invitation, Executor executor) {
        Runnable happens = whenInvited;
        whenInvited = () -> {};
        happens.run();
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
        return new Seat("seat-" + ++seats, calls);
    }

    @Override
    public Wire wire(Seat seat, LegAddresses addresses, String party, Leg.Side application, Duration bound) {
        Wire wire = FakeWire.of(seat.callId(), seat.executor(), addresses, party);
        ends.add((FakeWire) wire.calling());
        ends.add((FakeWire) wire.answering());
        return wire;
    }

    @Override
    public Wire wire(Seat calling, Seat answering, LegAddresses addresses, String party) {
        // every call has the one executor here
        Wire wire = FakeWire.of(calling.callId(), calling.executor(), addresses, party);
        ends.add((FakeWire) wire.calling());
        ends.add((FakeWire) wire.answering());
        return wire;
    }

    @Override
    public Wire link(Seat calling, Seat answering, LegAddresses addresses, String party) {
        throw new UnsupportedOperationException("calls are joined over the real SIP bundle only");
    }

    @Override
    public Optional<Leg> find(String sipCallId, String toTag, String fromTag) {
        return Optional.ofNullable(dialogs.get(String.join(";", sipCallId, toTag, fromTag)));
    }

    /** A leg is in this dialog: Call-ID, our tag and the peer's, with semicolons between them. */
    void inDialog(String dialog, Leg leg) {
        dialogs.put(dialog, leg);
    }

    /** A leg a that came in here. */
    void knows(FakeLeg leg) {
        incoming.add(leg);
    }

    /** The ends of wires that were made. */
    List<FakeWire> ends() {
        return List.copyOf(ends);
    }

    @Override
    public List<Leg> left() {
        return Stream.of(incoming, legs, ends)
                .<Leg>flatMap(List::stream)
                .filter(Leg::left)
                .toList();
    }

    @Override
    public List<ListenerInfo> listeners() {
        return List.of();
    }
}
