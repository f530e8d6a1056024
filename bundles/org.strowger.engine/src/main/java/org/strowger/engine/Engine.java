// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
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
import org.strowger.api.call.Application;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.Callin;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.Load;
import org.strowger.api.call.LocalRequest;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Origination;
import org.strowger.api.call.RoleInfo;
import org.strowger.api.call.Step;
import org.strowger.api.call.Switchboard;
import org.strowger.api.call.Wire;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;
import org.strowger.api.media.Media;
import org.strowger.api.route.Router;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.SipEndpoint;

/**
 * The switchboard: takes offers, keeps the calls that are up, and knows the roles that come and go. What it carries when it goes lies on
 * the legs, and the engine that comes takes it up from there.
 */
@Component(
        configurationPid = Settings.PID,
        service = {Switchboard.class, Audited.class, Configured.class},
        property = Configured.PIDS + "=" + Settings.PID,
        immediate = true)
@Designate(ocd = EngineConfig.class)
public final class Engine implements Switchboard, Audited, Configured, CallContext {
    private static final Logger log = LoggerFactory.getLogger(Engine.class);
    /** How long an engine that goes waits for its calls to be laid down. */
    private static final Duration HANDOVER = Duration.ofSeconds(2);

    private final Clock clock;
    private final Retirement retirement = new Retirement();
    private final Reception reception;
    private final Calls calls;
    private final Wiring wiring;
    private final ScheduledExecutorService timer;
    private final IntSupplier timers;
    private volatile Settings settings = Settings.DEFAULT;
    private volatile List<Problem> refused = List.of();
    private volatile boolean closing;

    @Activate
    public Engine(Map<String, Object> properties) {
        this(Clock.systemUTC(), timer());
        modified(properties);
        // long enough for a role that is replaced together with us, and short enough for a call to be asked once more
        reception.unsettled(true);
        timer.schedule(this::settle, settings.patience().toMillis() / 2, TimeUnit.MILLISECONDS);
    }

    private void settle() {
        reception.unsettled(false);
        someoneCame();
    }

    /** Takes effect with the next step of every call; a bad value leaves what was in force. */
    @Modified
    void modified(Map<String, Object> properties) {
        Settings.Checked checked = Settings.check(Settings.PID, properties);
        refused = checked.problems();
        if (refused.isEmpty()) {
            settings = checked.settings();
        } else {
            refused.forEach(problem -> log.error("{}; in force stays {}", problem, settings));
        }
    }

    @Override
    public List<Problem> check(String pid, Map<String, Object> properties) {
        return Settings.check(pid, properties).problems();
    }

    @Override
    public List<Problem> refused() {
        return refused;
    }

    private Engine(Clock clock, ScheduledThreadPoolExecutor timer) {
        this(Settings.DEFAULT, clock, timer, () -> timer.getQueue().size());
    }

    /** @param timers how many tasks wait in the timer, for the audit */
    Engine(Settings settings, Clock clock, ScheduledExecutorService timer, IntSupplier timers) {
        this.settings = settings;
        this.clock = clock;
        this.timer = timer;
        this.timers = timers;
        calls = new Calls(clock);
        wiring = new Wiring(this, calls, timer, this::begin);
        reception = new Reception(clock, this::settings, this::someoneIsBackIn, retirement);
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

    /** Returns when everything is laid down, so that no code of this engine runs for a call that another carries. */
    @Deactivate
    void deactivate() {
        layDown().await(HANDOVER);
        timer.shutdownNow();
    }

    Handover layDown() {
        closing = true;
        return new Handover(calls.carried());
    }

    /** Carries on what lies on legs that nobody listens to: what another engine laid down. */
    private void takeUp(SipEndpoint from) {
        List<Leg> legs = from.left();
        for (Leg leg : legs) {
            try {
                if (CallMemory.liesOn(leg)) {
                    Call call = new Call(this, CallMemory.decode(leg.memory()));
                    if (calls.add(call)) {
                        call.executor().execute(call::resume);
                    }
                } else if (Dialling.liesOn(leg)) {
                    wiring.resume(leg);
                }
            } catch (RuntimeException | LinkageError unreadable) {
                log.error("{}: what lies on its leg cannot be read; the call ends", leg.callId(), unreadable);
                CallMemory.executor(leg).execute(() -> legs.stream()
                        .filter(other -> other.callId().equals(leg.callId()))
                        .forEach(other -> other.hangup(Cause.of(Cause.By.FAULT, 500))));
            }
        }
    }

    // ---- roles come and go

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindCallin(ServiceReference<Callin> reference, Callin callin) {
        reception.callins.add(reference, callin);
        someoneCame();
    }

    void unbindCallin(ServiceReference<Callin> reference) {
        reception.callins.remove(reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindRouter(ServiceReference<Router> reference, Router router) {
        reception.routers.add(reference, router);
        someoneCame();
    }

    void unbindRouter(ServiceReference<Router> reference) {
        reception.routers.remove(reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindCallout(ServiceReference<Callout> reference, Callout callout) {
        reception.callouts.add(reference, callout);
        someoneCame();
    }

    void unbindCallout(ServiceReference<Callout> reference) {
        reception.callouts.remove(reference).ifPresent(this::serviceWent);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindMedia(ServiceReference<Media> reference, Media arrived) {
        reception.media.add(reference, arrived);
        calls.each(call -> call.executor().execute(call::mediaCame));
        someoneCame();
    }

    void unbindMedia(ServiceReference<Media> reference) {
        reception.media.remove(reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindApplication(ServiceReference<Application> reference, Application application) {
        String role = reception.applications.add(reference, application).name();
        calls.each(call -> call.custodies().came(role));
    }

    void unbindApplication(ServiceReference<Application> reference) {
        reception.applications.remove(reference).ifPresent(this::serviceWent);
    }

    private void serviceWent(RoleId id) {
        calls.each(call -> call.custodies().went(id));
    }

    /** The last reference by name, and so the last to be bound: a call that is taken up finds every role that is here. */
    @Reference(
            name = "Sip",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindEndpoint(SipEndpoint arrived) {
        wiring.came(arrived);
        takeUp(arrived);
        someoneCame();
    }

    void unbindEndpoint(SipEndpoint gone) {
        wiring.went(gone);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindConfigurations(ConfigurationAdmin arrived) {
        retirement.arrived(arrived);
    }

    void unbindConfigurations(ConfigurationAdmin gone) {
        retirement.left(gone);
    }

    private void someoneCame() {
        calls.tryAgain();
    }

    /** A role that is left alone may be asked again. */
    private void someoneIsBackIn(Duration rest) {
        if (!closing) {
            timer.schedule(this::someoneAdmits, rest.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void someoneAdmits() {
        someoneCame();
        reception
                .applications
                .inOrder()
                .forEach(role -> calls.each(call -> call.custodies().came(role.name())));
    }

    // ---- calls

    @Override
    public void offer(Offer offer) {
        Call call = new Call(this, CallMemory.of(offer, now(), List.of()));
        calls.add(call);
        call.executor().execute(() -> begin(call));
    }

    private void begin(Call call) {
        if (closing) {
            // an offer that meets an engine on its way out waits for the next
            call.layDown();
        } else {
            call.begin();
        }
    }

    @Override
    public Leg originate(Origination origination) {
        return wiring.originate(origination);
    }

    @Override
    public List<CallInfo> calls() {
        return calls.infos();
    }

    @Override
    public boolean hangup(String callId, Cause cause) {
        Optional<Call> found = calls.find(callId);
        found.ifPresent(call -> call.executor().execute(() -> call.hangup(cause)));
        return found.isPresent();
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
    public Load load(String limit) {
        return calls.loads().load(limit);
    }

    @Override
    public Loads loads() {
        return calls.loads();
    }

    @Override
    public List<RoleInfo> roles() {
        return reception.infos();
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
        return wiring.invite(invitation, offer);
    }

    @Override
    public Optional<Leg> call(Offer by, Facts.Claimed caller, String number, LegAddresses addresses) {
        return wiring.call(by, caller, number, addresses);
    }

    @Override
    public Optional<Leg> join(Offer by, Replaces party, String number, LegAddresses addresses) {
        return wiring.join(by, party, number, addresses);
    }

    @Override
    public Optional<Wire> wire(Offer offer, String number) {
        return wiring.wire(offer, number);
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
        calls.awaits(call);
    }

    @Override
    public void settled(Call call) {
        calls.settled(call);
    }

    @Override
    public boolean closing() {
        return closing;
    }

    @Override
    public void gone(Call call) {
        calls.remove(call);
    }

    // ---- audit

    @Override
    public String subject() {
        return "engine";
    }

    @Override
    public List<Table> tables() {
        List<Table> tables = new ArrayList<>(calls.tables());
        tables.add(new Table("timers", timers.getAsInt(), Long.MAX_VALUE, false, Set.of()));
        return tables;
    }
}
