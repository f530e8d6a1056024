// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
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
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.Callin;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Origination;
import org.strowger.api.call.RoleInfo;
import org.strowger.api.call.Seat;
import org.strowger.api.call.Step;
import org.strowger.api.call.Switchboard;
import org.strowger.api.media.Media;
import org.strowger.api.route.Router;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.SipEndpoint;

/** The switchboard: takes offers, keeps the calls that are up, and knows the roles that come and go. */
@Component(
        configurationPid = "org.strowger.engine",
        service = {Switchboard.class, Audited.class},
        immediate = true)
@Designate(ocd = EngineConfig.class)
public final class Engine implements Switchboard, Audited, CallContext {
    private static final Logger log = LoggerFactory.getLogger(Engine.class);

    private volatile Settings settings;
    private final Clock clock;
    private final Roles<Callin> callins;
    private final Roles<Router> routers;
    private final Roles<Callout> callouts;
    private final Roles<Media> media;
    private final Reception reception;
    private final Map<String, Call> calls = new ConcurrentHashMap<>();
    private final Set<Call> waiting = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer;
    private final IntSupplier timers;
    private volatile SipEndpoint endpoint;

    @Activate
    public Engine(EngineConfig config, Map<String, Object> properties) {
        this(settings(config, properties, Settings.DEFAULT), Clock.systemUTC(), timer());
    }

    /** Takes effect with the next step of every call; a bad value leaves what was in force. */
    @Modified
    void modified(EngineConfig config, Map<String, Object> properties) {
        settings = settings(config, properties, settings);
    }

    private static Settings settings(EngineConfig config, Map<String, Object> properties, Settings otherwise) {
        try {
            return Settings.of(config);
        } catch (IllegalArgumentException bad) {
            Object file = properties.getOrDefault("felix.fileinstall.filename", "org.strowger.engine");
            log.error("{}: {}; in force stays {}", file, bad.getMessage(), otherwise);
            return otherwise;
        }
    }

    private Engine(Settings settings, Clock clock, ScheduledThreadPoolExecutor timer) {
        this(settings, clock, timer, () -> timer.getQueue().size());
    }

    /** @param timers how many tasks wait in the timer, for the audit */
    Engine(Settings settings, Clock clock, ScheduledExecutorService timer, IntSupplier timers) {
        this.settings = settings;
        this.clock = clock;
        this.timer = timer;
        this.timers = timers;
        callins = new Roles<>("callin", clock, this::absence);
        routers = new Roles<>("router", clock, this::absence);
        callouts = new Roles<>("callout", clock, this::absence);
        media = new Roles<>("media", clock, this::absence);
        reception = new Reception(callins, routers, callouts);
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "strowger-engine-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private Duration absence() {
        return settings.absence();
    }

    @Deactivate
    void deactivate() {
        timer.shutdownNow();
    }

    // ---- roles come and go

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindCallin(ServiceReference<Callin> reference, Callin callin) {
        callins.add(reference, callin);
        someoneCame();
    }

    void unbindCallin(ServiceReference<Callin> reference) {
        callins.remove(reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindRouter(ServiceReference<Router> reference, Router router) {
        routers.add(reference, router);
        someoneCame();
    }

    void unbindRouter(ServiceReference<Router> reference) {
        routers.remove(reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindCallout(ServiceReference<Callout> reference, Callout callout) {
        callouts.add(reference, callout);
        someoneCame();
    }

    void unbindCallout(ServiceReference<Callout> reference) {
        callouts.remove(reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindMedia(ServiceReference<Media> reference, Media arrived) {
        media.add(reference, arrived);
        someoneCame();
    }

    void unbindMedia(ServiceReference<Media> reference) {
        media.remove(reference);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindEndpoint(SipEndpoint arrived) {
        endpoint = arrived;
        someoneCame();
    }

    void unbindEndpoint(SipEndpoint gone) {
        if (endpoint == gone) {
            endpoint = null;
        }
    }

    private void someoneCame() {
        for (Call call : waiting) {
            waiting.remove(call);
            call.offer().executor().execute(call::tryAgain);
        }
    }

    // ---- calls

    @Override
    public void offer(Offer offer) {
        Call call = new Call(this, offer);
        calls.put(call.id(), call);
        offer.executor().execute(call::begin);
    }

    @Override
    public Leg originate(Origination origination) {
        SipEndpoint present = endpoint;
        if (present == null) {
            throw new IllegalStateException("the SIP endpoint is not here");
        }
        Seat seat = present.seat();
        LocalLeg.Pair pair = LocalLeg.pair(seat.callId(), seat.executor(), SilentLeg.LOOPBACK, origination.to());
        pair.answering().onInvited(body -> {
            LocalRequest request = LocalRequest.of(
                    seat.callId(),
                    origination.displayName(),
                    origination.from(),
                    origination.to(),
                    body,
                    LocalRequest.NOWHERE);
            offer(new Offer(
                    seat.callId(), request, pair.answering(), seat.executor(), Optional.of(origination.role()), false));
        });
        return pair.calling();
    }

    @Override
    public List<CallInfo> calls() {
        return calls.values().stream()
                .map(Call::info)
                .sorted(Comparator.comparing(CallInfo::began).thenComparing(CallInfo::id))
                .toList();
    }

    @Override
    public boolean hangup(String callId, Cause cause) {
        Call call = calls.get(callId);
        if (call == null) {
            return false;
        }
        call.offer().executor().execute(() -> call.hangup(cause));
        return true;
    }

    @Override
    public List<Step> explain(String from, String to, Optional<Flow> flow) {
        LocalRequest request =
                LocalRequest.of("explain", "", from, to, Optional.empty(), flow.orElse(LocalRequest.NOWHERE));
        Offer rehearsal =
                new Offer("explain", request, new SilentLeg("explain"), Runnable::run, Optional.empty(), true);
        return new Explanation(reception, now()).of(rehearsal);
    }

    @Override
    public List<RoleInfo> roles() {
        List<RoleInfo> infos = new ArrayList<>();
        for (Roles<?> roles : List.of(callins, routers, callouts, media)) {
            for (Role<?> role : roles.inOrder()) {
                infos.add(new RoleInfo(
                        role.name(),
                        List.of(roles.part()),
                        role.ranking(),
                        role.bundle(),
                        role.version(),
                        role.claims(),
                        role.failures()));
            }
        }
        return infos;
    }

    // ---- what a call asks for

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Reception reception() {
        return reception;
    }

    @Override
    public Optional<Leg> invite(Invitation invitation, Offer offer) {
        SipEndpoint present = endpoint;
        return present == null ? Optional.empty() : Optional.of(present.invite(invitation, offer.executor()));
    }

    @Override
    public Optional<Descriptions> relay(String callId) {
        return media.first().map(role -> {
            role.claimed();
            return new Descriptions(Optional.of(role.service().relay(callId)));
        });
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Future<?> later(Offer offer, Duration delay, Runnable task) {
        return timer.schedule(() -> offer.executor().execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void awaits(Call call) {
        waiting.add(call);
    }

    @Override
    public void settled(Call call) {
        waiting.remove(call);
    }

    @Override
    public void ended(Call call) {
        waiting.remove(call);
        calls.remove(call.id(), call);
    }

    // ---- audit

    @Override
    public String subject() {
        return "engine";
    }

    @Override
    public List<Table> tables() {
        return List.of(
                new Table("calls", calls.size(), Long.MAX_VALUE, true, Set.copyOf(calls.keySet())),
                new Table("waiting calls", waiting.size(), Long.MAX_VALUE, true, Set.of()),
                new Table("timers", timers.getAsInt(), Long.MAX_VALUE, false, Set.of()));
    }
}
