// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executor;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.Seat;
import org.strowger.api.call.Switchboard;
import org.strowger.api.call.Wire;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.ListenerInfo;
import org.strowger.api.sip.SipEndpoint;
import org.strowger.api.sip.Transport;

/**
 * The SIP bundle on a {@link Machine}: the stack, its UDP, transactions, dialogs and legs as they ship. Of the bundle only the threads and
 * what OSGi gives it are another's.
 */
public final class SimulatedEndpoint implements SipEndpoint {
    private static final int MESSAGE_MAX = 16_384;
    private static final int ROOM = 10_000;

    private final Machine machine;
    private final Sip sip;
    private final Stack stack;
    private final Ids ids = new Ids(0);
    private final Awaited<Switchboard> switchboard;
    private final SimulatedSocket socket;

    /** @param port the exchange's, on 127.0.0.1; nothing is ever bound there */
    public SimulatedEndpoint(Machine machine, int port) throws IOException {
        this.machine = machine;
        StackSettings settings = StackSettings.DEFAULT;
        sip = new Sip(
                new Ports(),
                new LegTable(),
                new Leases<>(
                        Integer.MAX_VALUE, settings.orphanMillis(), machine.timer(), machine.nanos(), Runnable::run),
                new Leases<>(ROOM, Sip.GIVE_UP, machine.timer(), machine.nanos(), forgotten -> {}),
                machine.timer(),
                new Lanes("connection", 1, machine.pool()),
                machine.nanos(),
                () -> settings);
        switchboard = new Awaited<>(ROOM, machine.timer());
        RequestDesk desk = new RequestDesk(machine.pool(), 1, machine.timer(), () -> settings);
        Congestion never = new Congestion(machine.pool(), () -> 0, machine.nanos(), () -> 0);
        Dispatcher dispatcher = new Dispatcher(sip, switchboard, desk, machine.pool(), never, ids, () -> settings);
        Properties properties = StackProperties.of(1, MESSAGE_MAX, Set.of());
        properties.setProperty("gov.nist.javax.sip.NETWORK_LAYER", SimulatedNetworkLayer.class.getName());
        properties.setProperty("gov.nist.javax.sip.TIMER_CLASS_NAME", SimulatedSipTimer.class.getName());
        SimulatedNetworkLayer.MACHINE.set(machine);
        SimulatedNetworkLayer.SOCKETS.get().clear();
        stack = new Stack(1, MESSAGE_MAX, Set.of(), properties);
        Listeners listeners = new Listeners(sip.ports(), stack, dispatcher, machine.timer());
        listeners.open(new ListenerSpec("udp", Transport.UDP, "127.0.0.1", port, ""));
        socket = SimulatedNetworkLayer.SOCKETS.get().get(0);
    }

    /** An engine is here. */
    public void arrived(Switchboard board) {
        switchboard.arrived(board);
    }

    /** An engine goes. */
    public void left(Switchboard board) {
        switchboard.left(board);
    }

    /** A datagram comes in; all that the stack's own thread does with it has been done when this returns. */
    public void deliver(byte[] datagram, InetSocketAddress from) {
        socket.deliver(datagram, from);
    }

    /** How much is in each table. */
    public Map<String, Integer> tables() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("legs", sip.legs().all().size());
        sizes.put("wires", sip.legs().wires().size());
        sizes.put("legs left", left().size());
        sizes.put("invites", sip.legs().invites());
        sizes.put("forks awaited", sip.extras().size());
        sizes.put("waiting requests", switchboard.waiting());
        sizes.put("client transactions", stack.clientTransactions());
        sizes.put("server transactions", stack.serverTransactions());
        return sizes;
    }

    /** Takes a second or two. */
    public void stop() {
        stack.stop();
    }

    @Override
    public Leg invite(Invitation invitation, Executor executor) {
        Flow way = invitation.target().flow().orElseThrow();
        Port port =
                sip.ports().towards(way.transport(), way.host(), way.listener()).orElseThrow();
        Dialog.Peer peer = new Dialog.Peer(sip.ports(), port, way, false);
        return new OutLeg(sip, invitation, executor, peer, InLeg.addresses(port, way));
    }

    @Override
    public Seat seat() {
        String callId = ids.call();
        return new Seat(callId, new SerialExecutor(callId, machine.pool()));
    }

    @Override
    public Wire wire(Seat seat, LegAddresses addresses, String party, Leg.Side application, Duration bound) {
        return WireLeg.pair(sip, seat, addresses, party, application, bound);
    }

    @Override
    public Wire wire(Seat calling, Seat answering, LegAddresses addresses, String party) {
        return WireLeg.pair(sip, calling, answering, addresses, party);
    }

    @Override
    public Wire link(Seat calling, Seat answering, LegAddresses addresses, String party) {
        return WireLeg.link(sip, calling, answering, addresses, party);
    }

    @Override
    public Optional<Leg> find(String sipCallId, String toTag, String fromTag) {
        return sip.legs().find(sipCallId, toTag, fromTag).map(leg -> leg);
    }

    @Override
    public List<Leg> left() {
        return sip.orphans().keys();
    }

    @Override
    public List<ListenerInfo> listeners() {
        return List.of(new ListenerInfo("udp", Transport.UDP, "127.0.0.1", 5060, "127.0.0.1", Optional.empty()));
    }
}
