// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.audit.Audited;
import org.strowger.api.audit.Table;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.Seat;
import org.strowger.api.call.Switchboard;
import org.strowger.api.call.Target;
import org.strowger.api.call.Wire;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.ListenerInfo;
import org.strowger.api.sip.RequestService;
import org.strowger.api.sip.SipEndpoint;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

/** The bundle's heart: the stack, its listeners, the legs, and the threads that they run on. */
@Component(
        configurationPid = StackSettings.PID,
        property = {Configured.PIDS + "=" + ListenerSpec.PID, Configured.PIDS + "=" + StackSettings.PID},
        service = {SipEndpoint.class, Audited.class, Configured.class, Endpoint.class})
@Designate(ocd = StackConfig.class)
public final class Endpoint implements SipEndpoint, Audited, Configured {
    private static final Logger log = LoggerFactory.getLogger(Endpoint.class);

    /** INVITEs that may wait for an engine that is being replaced. */
    private static final int ROOM = 10_000;

    /** Keeps requests of one Call-ID, and connections to one peer, in order without a queue for each. */
    private static final int LANES = 64;

    private static final long CLOSING_SECONDS = 2;

    /** How late a change of the stack's log levels is heard of. */
    private static final long LOOK_MILLIS = 250;

    /** Peers that may keep us waiting for a connection at once: one thread each. */
    private static final int CONNECTORS = 8;

    private final Ids ids = new Ids();
    private final Stack stack;
    private final Sip sip;
    private final CallThreads threads;
    private final ThreadPoolExecutor connector;
    private final ScheduledThreadPoolExecutor timer;
    private final Awaited<Switchboard> switchboard;
    private final RequestDesk desk;
    private final Dispatcher dispatcher;
    private final Refusals refusals = new Refusals();
    private final Listeners sockets;
    private volatile StackSettings settings;

    @Activate
    public Endpoint(Map<String, Object> properties) {
        Values values = new Values(StackSettings.PID, properties);
        // nothing older is in force: without the bad value the exchange is still an exchange
        settings = StackSettings.read(values);
        refusals.note(StackSettings.PID, values.problems());
        threads = new CallThreads(settings.poolSize(), settings.spareThreads());
        timer = new ScheduledThreadPoolExecutor(1, named("strowger-sip-timer-"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        connector = new ThreadPoolExecutor(
                CONNECTORS, CONNECTORS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("strowger-connect-"));
        connector.allowCoreThreadTimeOut(true);
        sip = new Sip(
                new Ports(),
                new LegTable(),
                new Leases<>(Integer.MAX_VALUE, settings.orphanMillis(), timer, System::nanoTime, Runnable::run),
                new Leases<>(ROOM, Sip.GIVE_UP, timer, System::nanoTime, forgotten -> {}),
                timer,
                new Lanes("connection", LANES, connector),
                System::nanoTime,
                this::settings);
        switchboard = new Awaited<>(ROOM, timer);
        desk = new RequestDesk(threads, LANES, timer, this::settings);
        Congestion congestion = new Congestion(
                threads, threads::waiting, System::nanoTime, () -> settings().waitNanos());
        dispatcher = new Dispatcher(sip, switchboard, desk, threads, congestion, ids, this::settings);
        stack = new Stack(settings.threads(), settings.messageMax(), settings.stock());
        sockets = new Listeners(sip.ports(), stack, dispatcher, timer);
        timer.scheduleWithFixedDelay(StackLog::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Takes new numbers without an end to anything; where one is bad, all that is in force stays so. */
    @Modified
    void modified(Map<String, Object> properties) {
        Values values = new Values(StackSettings.PID, properties);
        StackSettings read = StackSettings.read(values);
        refusals.note(StackSettings.PID, values.problems());
        if (values.problems().isEmpty()) {
            settings = read;
            threads.resize(read.poolSize(), read.spareThreads());
            sip.orphans().keepFor(read.orphanMillis());
            stack.tune(read.threads(), read.messageMax());
            stack.parse(read.stock().contains(StockPart.PARSER));
        }
    }

    private StackSettings settings() {
        return settings;
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSwitchboard(Switchboard arrived) {
        switchboard.arrived(arrived);
    }

    void unbindSwitchboard(Switchboard gone) {
        switchboard.left(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindService(RequestService service, ServiceReference<RequestService> reference) {
        desk.add(reference, service);
    }

    void unbindService(RequestService service, ServiceReference<RequestService> reference) {
        desk.remove(reference);
    }

    /** Without the stack there are no calls: each gets its BYE or its final answer before the sockets close. */
    @Deactivate
    void deactivate() throws InterruptedException {
        Cause stopping = Cause.of(Cause.By.US, 503, new Header("Retry-After", "5"));
        Collection<NetworkLeg> legs = List.copyOf(sip.legs().all());
        Collection<WireLeg> wires = List.copyOf(sip.legs().wires());
        CountDownLatch told = new CountDownLatch(legs.size() + wires.size());
        legs.forEach(leg -> leg.execute(ending(leg, stopping, told)));
        wires.forEach(end -> end.execute(ending(end, stopping, told)));
        // what the one end of a call does at its end needs the threads, too
        boolean done = told.await(CLOSING_SECONDS, TimeUnit.SECONDS);
        done &= threads.stop(TimeUnit.SECONDS.toMillis(CLOSING_SECONDS));
        connector.shutdown();
        done &= connector.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        if (!done) {
            log.warn("{} calls did not end in time before the SIP stack stopped", told.getCount());
        }
        connector.shutdownNow();
        timer.shutdownNow();
        stack.stop();
    }

    private static Runnable ending(Leg leg, Cause cause, CountDownLatch told) {
        return () -> {
            try {
                leg.hangup(cause);
            } finally {
                told.countDown();
            }
        };
    }

    /** What every leg works with, for whoever sends requests outside of a dialog. */
    Sip sip() {
        return sip;
    }

    // ---- listeners

    /** The listeners, for the component of each. */
    Listeners sockets() {
        return sockets;
    }

    @Override
    public List<ListenerInfo> listeners() {
        return sockets.infos();
    }

    // ---- calls out

    @Override
    public Leg invite(Invitation invitation, Executor executor) {
        try {
            return leg(invitation, executor);
        } catch (IllegalArgumentException | UncheckedIOException noWay) {
            return unreachable(invitation, noWay.getMessage(), executor);
        }
    }

    private Leg leg(Invitation invitation, Executor executor) {
        Target target = invitation.target();
        Optional<Flow> flow = target.flow().or(() -> flowOf(target));
        if (flow.isEmpty()) {
            return unreachable(invitation, "its host is no numeric address", executor);
        }
        Flow way = flow.get();
        if (target.uri().scheme().equals("sips") && way.transport() != Transport.TLS) {
            return unreachable(
                    invitation,
                    "a sips URI goes by TLS, not by " + way.transport().token(),
                    executor);
        }
        Optional<Port> port = sip.ports().towards(way.transport(), way.host(), way.listener());
        if (port.isEmpty()) {
            return unreachable(
                    invitation, "no " + way.transport().token() + " listener of its address family", executor);
        }
        Dialog.Peer peer = new Dialog.Peer(sip.ports(), port.get(), way, false);
        return new OutLeg(sip, invitation, executor, peer, InLeg.addresses(port.get(), way));
    }

    private Leg unreachable(Invitation invitation, String why, Executor executor) {
        return new UnreachableLeg(invitation, why, executor, sip.orphans());
    }

    @Override
    public Seat seat() {
        String callId = ids.call();
        return new Seat(callId, new SerialExecutor(callId, threads));
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

    private static Optional<Flow> flowOf(Target target) {
        SipUri next = target.uri();
        if (!target.routes().isEmpty()) {
            String route = target.routes().get(0);
            int open = route.indexOf('<');
            int close = route.indexOf('>', open);
            next = SipUri.parse(open < 0 || close < 0 ? route : route.substring(open + 1, close));
        }
        if (!Hops.isNumeric(next.address())) {
            return Optional.empty();
        }
        // RFC 3261 section 26.2.2: sips is TLS; tcp says what that runs over, and udp is a contradiction
        boolean sips = next.scheme().equals("sips");
        Transport named =
                next.parameter("transport").map(Transport::parse).orElse(sips ? Transport.TLS : Transport.UDP);
        Transport transport = sips && named == Transport.TCP ? Transport.TLS : named;
        return Optional.of(
                new Flow(transport, next.address(), next.port() == 0 ? transport.defaultPort() : next.port(), ""));
    }

    // ---- audit

    @Override
    public String subject() {
        return "sip";
    }

    @Override
    public List<Table> tables() {
        long unbounded = Long.MAX_VALUE;
        List<Leg> left = left();
        Set<String> leftCalls = left.stream().map(Leg::callId).collect(Collectors.toSet());
        return List.of(
                new Table("legs", sip.legs().live(), unbounded, true, sip.legs().callIds()),
                // their calls are over: an INVITE or BYE is being seen to its end, which takes 64*T1 at the most
                new Table("legs closing", sip.legs().closing(), unbounded, false, Set.of()),
                // some of them over, which whoever comes for them has still to hear
                new Table("legs left", left.size(), unbounded, true, leftCalls),
                new Table("invites", sip.legs().invites(), unbounded, false, Set.of()),
                new Table("forks awaited", sip.extras().size(), ROOM, false, Set.of()),
                new Table("waiting requests", desk.waiting() + switchboard.waiting(), ROOM, false, Set.of()),
                new Table("threads written off", threads.lost(), threads.spare(), false, Set.of()),
                new Table("client transactions", stack.clientTransactions(), unbounded, false, Set.of()),
                new Table("server transactions", stack.serverTransactions(), unbounded, false, Set.of()),
                new Table("timers", timer.getQueue().size(), unbounded, false, Set.of()));
    }

    // ---- configuration

    @Override
    public List<Problem> check(String pid, Map<String, Object> properties) {
        return Refusals.check(pid, properties);
    }

    @Override
    public List<Problem> refused() {
        return refusals.all();
    }

    Refusals refusals() {
        return refusals;
    }
}
