// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
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
import org.strowger.api.call.Seat;
import org.strowger.api.call.Switchboard;
import org.strowger.api.call.Target;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.ListenerInfo;
import org.strowger.api.sip.RequestService;
import org.strowger.api.sip.SipEndpoint;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

/** The bundle's heart: the stack, its listeners, the legs, and the threads that they run on. */
@Component(
        configurationPid = "org.strowger.sip.stack",
        service = {SipEndpoint.class, Audited.class, Endpoint.class})
@Designate(ocd = StackConfig.class)
public final class Endpoint implements SipEndpoint, Audited {
    private static final Logger log = LoggerFactory.getLogger(Endpoint.class);

    /** INVITEs that may wait for an engine that is being replaced. */
    private static final int ROOM = 10_000;

    /** Keeps requests of one Call-ID in order without a queue for each. */
    private static final int LANES = 64;

    private static final long CLOSING_SECONDS = 2;

    /** Peers that may keep us waiting for a connection at once. */
    private static final int CONNECTORS = 8;

    private final Ids ids = new Ids();
    private final Stack stack;
    private final Sip sip;
    private final ThreadPoolExecutor pool;
    private final ThreadPoolExecutor connector;
    private final ScheduledThreadPoolExecutor timer;
    private final Awaited<Switchboard> switchboard;
    private final RequestDesk desk;
    private final Dispatcher dispatcher;
    private final Map<String, ListenerInfo> listeners = new ConcurrentHashMap<>();

    @Activate
    public Endpoint(StackConfig config) {
        int threads = config.call_threads() > 0
                ? config.call_threads()
                : Math.max(2, Runtime.getRuntime().availableProcessors());
        pool = new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("strowger-call-"));
        timer = new ScheduledThreadPoolExecutor(1, named("strowger-sip-timer-"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        connector = new ThreadPoolExecutor(
                CONNECTORS, CONNECTORS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("strowger-connect-"));
        connector.allowCoreThreadTimeOut(true);
        sip = new Sip(new Ports(), new LegTable(), timer, connector);
        switchboard = new Awaited<>(ROOM, timer);
        desk = new RequestDesk(pool, LANES, timer, config.patience());
        Congestion congestion = new Congestion(pool, pool.getQueue()::size, System::nanoTime, config.wait_max());
        dispatcher = new Dispatcher(sip, switchboard, desk, pool, congestion, ids, config.patience());
        stack = new Stack(config.threads(), config.message_max());
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
        desk.remove(reference, service);
    }

    /** Without the stack there are no calls: each gets its BYE or its final answer before the sockets close. */
    @Deactivate
    void deactivate() throws InterruptedException {
        for (NetworkLeg leg : sip.legs().all()) {
            leg.execute(() -> leg.hangup(Cause.of(Cause.By.US, 503, new Header("Retry-After", "5"))));
        }
        pool.shutdown();
        boolean done = pool.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        connector.shutdown();
        if (!connector.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS) || !done) {
            log.warn(
                    "{} calls did not end in time before the SIP stack stopped",
                    sip.legs().size());
        }
        connector.shutdownNow();
        timer.shutdownNow();
        stack.stop();
    }

    // ---- listeners

    /**
     * Opens a listener, and remembers what became of it for whoever asks.
     *
     * @throws IOException saying why the socket cannot be had
     */
    Port open(ListenerSpec spec) throws IOException {
        try {
            Optional<Port> kept = sip.ports().reopen(spec);
            Port port = kept.isPresent() ? kept.get() : stack.open(spec, dispatcher);
            sip.ports().add(port);
            listeners.put(spec.name(), info(spec, Optional.empty()));
            log.info("listener {}: {} {} port {}", spec.name(), spec.transport().token(), spec.host(), spec.port());
            return port;
        } catch (IOException failed) {
            listeners.put(spec.name(), info(spec, Optional.of(failed.getMessage())));
            throw failed;
        }
    }

    private static ListenerInfo info(ListenerSpec spec, Optional<String> failure) {
        String advertised = spec.advertised().isEmpty() ? spec.host() : spec.advertised();
        return new ListenerInfo(spec.name(), spec.transport(), spec.host(), spec.port(), advertised, failure);
    }

    /** Closes a listener: to new calls now, and its socket when the last call through it is over. */
    void close(Port port) {
        sip.ports().retire(port);
        int legs = port.use().legs();
        if (legs > 0) {
            log.info("listener {} takes no new calls, and closes when its {} legs have ended", port.name(), legs);
        }
        boolean idle = port.use().retire(() -> {
            if (!timer.isShutdown()) {
                timer.execute(() -> closeNow(port));
            }
        });
        if (idle) {
            // before this returns: whoever comes next may want the same port
            closeNow(port);
        }
    }

    private void closeNow(Port port) {
        sip.ports().remove(port);
        stack.close(port, dispatcher);
        log.info("listener {} closed", port.name());
    }

    void forget(String name) {
        listeners.remove(name);
    }

    @Override
    public List<ListenerInfo> listeners() {
        List<ListenerInfo> infos = new ArrayList<>(listeners.values());
        infos.sort(Comparator.comparing(ListenerInfo::name));
        return infos;
    }

    // ---- calls out

    @Override
    public Leg invite(Invitation invitation, Executor executor) {
        try {
            return leg(invitation, executor);
        } catch (IllegalArgumentException | UncheckedIOException noWay) {
            return new UnreachableLeg(invitation, noWay.getMessage());
        }
    }

    private Leg leg(Invitation invitation, Executor executor) {
        Target target = invitation.target();
        Optional<Flow> flow = target.flow().or(() -> flowOf(target));
        if (flow.isEmpty()) {
            return new UnreachableLeg(invitation, "its host is no numeric address");
        }
        Flow way = flow.get();
        Optional<Port> port = sip.ports().towards(way.transport(), way.host(), way.listener());
        if (port.isEmpty()) {
            return new UnreachableLeg(invitation, "no " + way.transport().token() + " listener of its address family");
        }
        Dialog.Peer peer = new Dialog.Peer(sip.ports(), port.get(), way, false);
        return new OutLeg(sip, invitation, executor, peer, InLeg.addresses(port.get(), way));
    }

    @Override
    public Seat seat() {
        String callId = ids.call();
        return new Seat(callId, new SerialExecutor(callId, pool));
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
        // RFC 3261 section 26.2.2: sips is TLS, whatever the parameter says it runs over
        Transport transport = next.scheme().equals("sips")
                ? Transport.TLS
                : next.parameter("transport").map(Transport::parse).orElse(Transport.UDP);
        return Optional.of(new Flow(transport, next.address(), next.port() == 0 ? 5060 : next.port(), ""));
    }

    // ---- audit

    @Override
    public String subject() {
        return "sip";
    }

    @Override
    public List<Table> tables() {
        long unbounded = Long.MAX_VALUE;
        return List.of(
                new Table("legs", sip.legs().live(), unbounded, true, sip.legs().callIds()),
                // their calls are over: an INVITE or BYE is being seen to its end, which takes 64*T1 at the most
                new Table("legs closing", sip.legs().size() - sip.legs().live(), unbounded, false, Set.of()),
                new Table("invites", sip.legs().invites(), unbounded, false, Set.of()),
                new Table("waiting requests", desk.waiting() + switchboard.waiting(), ROOM, false, Set.of()),
                new Table("client transactions", stack.clientTransactions(), unbounded, false, Set.of()),
                new Table("server transactions", stack.serverTransactions(), unbounded, false, Set.of()),
                new Table("timers", timer.getQueue().size(), unbounded, false, Set.of()));
    }
}
