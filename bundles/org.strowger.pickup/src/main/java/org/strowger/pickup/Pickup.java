// SPDX-License-Identifier: Apache-2.0
package org.strowger.pickup;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.audit.Audited;
import org.strowger.api.audit.Table;
import org.strowger.api.call.Application;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Switchboard;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;
import org.strowger.api.media.Audio;

/**
 * The role of whoever answers a call that rings elsewhere. It answers that call itself, and joins its audio with that of whoever picked it up.
 * Both legs outlive it. Any thread.
 */
@Component(
        service = {Callout.class, Application.class, Audited.class, Configured.class},
        configurationPid = Pickup.PID,
        // else it would leave its calls whenever nobody holds the service, as while the engine is replaced
        immediate = true,
        property = {Callout.ROLE + "=" + Pickup.NAME, "service.ranking:Integer=250", Configured.PIDS + "=" + Pickup.PID
        })
@Designate(ocd = PickupConfig.class)
public final class Pickup implements Callout, Application, Audited, Configured {
    static final String PID = "org.strowger.pickup";
    static final String NAME = "pickup";

    private static final Logger log = LoggerFactory.getLogger(Pickup.class);
    private static final long LEAVE_MILLIS = 1_000;
    private static final Duration REUNION = Duration.ofSeconds(5);
    private static final long MOST = 1_000_000;

    private final Audio audio;
    private final ScheduledExecutorService timer;
    private final Set<Half> halves = ConcurrentHashMap.newKeySet();
    /** Those that were left together and have come back alone, by their calls. */
    private final Map<String, Half> alone = new ConcurrentHashMap<>();

    private volatile Settings settings;
    private volatile List<Problem> refused;
    private volatile boolean leaving;

    /** Fetched when it is needed: when it starts it fetches us, and neither can wait for the other. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile ComponentServiceObjects<Switchboard> switchboards;

    @Activate
    public Pickup(Map<String, Object> properties, @Reference Audio audio) {
        this(Values.of(properties, PID), audio, Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "strowger-pickup");
            thread.setDaemon(true);
            return thread;
        }));
    }

    /** @param timer becomes its own */
    Pickup(Values values, Audio audio, ScheduledExecutorService timer) {
        this.audio = audio;
        this.timer = timer;
        this.settings = Settings.read(values);
        this.refused = values.problems();
        report("their defaults hold");
    }

    /** Holds from the next call on; a bad configuration leaves the last good one in force. */
    @Modified
    void modified(Map<String, Object> properties) {
        Values values = Values.of(properties, PID);
        Settings next = Settings.read(values);
        refused = values.problems();
        if (refused.isEmpty()) {
            settings = next;
        } else {
            report("the configuration stays as it was");
        }
    }

    private void report(String consequence) {
        if (!refused.isEmpty()) {
            refused.forEach(wrong -> log.error("{}", wrong));
            log.error("{}: {}", PID, consequence);
        }
    }

    @Override
    public List<Problem> check(String pid, Map<String, Object> properties) {
        Values values = new Values(pid, properties);
        Settings.read(values);
        return values.problems();
    }

    @Override
    public List<Problem> refused() {
        return refused;
    }

    /** Leaves every call, each leg on its own executor. */
    @Deactivate
    void deactivate() throws InterruptedException {
        leaving = true;
        List<Half> served = List.copyOf(halves);
        CountDownLatch busy = new CountDownLatch(served.size());
        served.forEach(half -> half.leg().execute(() -> {
            half.leave();
            busy.countDown();
        }));
        if (!busy.await(LEAVE_MILLIS, TimeUnit.MILLISECONDS)) {
            log.warn("{} legs are busy, and will be left when they are not", busy.getCount());
        }
        timer.shutdownNow();
    }

    @Override
    public Reach reach(Outgoing outgoing) {
        Settings now = settings;
        Optional<String> wanted = now.callers().contains(outgoing.callerRole())
                ? now.behindCode(outgoing.destination().number())
                : Optional.empty();
        Caller caller = outgoing.caller();
        return wanted.<Reach>map(number -> new Reach.Here(new Application() {
                    @Override
                    public void invited(Leg leg, Offer offer) {
                        pickUp(leg, offer, now, number, caller);
                    }
                }))
                .orElseGet(() -> new Reach.NotMine("nothing is picked up by it"));
    }

    /** Never asked: each call has an application of its own, that knows what was dialled. */
    @Override
    public void invited(Leg leg, Offer offer) {
        leg.hangup(Cause.of(Cause.By.FAULT, 500));
    }

    private void pickUp(Leg leg, Offer offer, Settings now, String number, Caller caller) {
        ComponentServiceObjects<Switchboard> present = switchboards;
        Switchboard switchboard = present == null ? null : present.getService();
        if (switchboard == null) {
            leg.hangup(Cause.of(Cause.By.US, 503));
            return;
        }
        try {
            Set<String> by = Set.copyOf(List.of(caller.number(), caller.account()));
            Optional<CallInfo> chosen = now.chosen(switchboard.calls(), number, by);
            if (chosen.isEmpty()) {
                log.info("{}: nothing rings that {} could pick up", leg.callId(), caller.number());
                leg.hangup(Cause.of(Cause.By.US, 480));
                return;
            }
            Half picker = new Half(
                    leg,
                    chosen.get().id(),
                    true,
                    heard -> audio.port(leg.callId(), Map.of(), leg::execute, heard),
                    halves::remove);
            halves.add(picker);
            picker.waits(offer.request().body());
            switchboard.pickUp(chosen.get().id(), NAME, taken -> taken(picker, taken));
        } finally {
            present.ungetService(switchboard);
        }
    }

    /** On the executor of the call that rings. */
    private void taken(Half picker, Optional<Leg> taken) {
        if (taken.isEmpty()) {
            picker.leg().execute(() -> picker.hangup(Cause.of(Cause.By.US, 480)));
            return;
        }
        Leg leg = taken.get();
        if (picker.ended()) {
            leg.hangup(Cause.of(Cause.By.US, 480));
            return;
        }
        Half rung = new Half(
                leg,
                picker.leg().callId(),
                false,
                heard -> picker.port().beside(leg.callId(), leg::execute, heard),
                halves::remove);
        halves.add(rung);
        picker.couple(rung);
        rung.listen();
        if (leaving) {
            rung.leave();
        }
    }

    @Override
    public void resumed(Leg leg) {
        Half half = Half.resumed(
                leg, before -> heard -> audio.port(leg.callId(), before, leg::execute, heard), halves::remove);
        halves.add(half);
        half.listen();
        reunite(half);
        if (leaving) {
            half.leave();
        }
    }

    private synchronized void reunite(Half half) {
        Half mate = alone.remove(half.mate());
        if (mate != null) {
            half.couple(mate);
            List.of(half, mate).forEach(each -> each.leg().execute(each::join));
            return;
        }
        alone.put(half.leg().callId(), half);
        try {
            timer.schedule(() -> giveUp(half), REUNION.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            log.debug("{}: stopped before its other leg was here", half.leg().callId(), stopping);
        }
    }

    private void giveUp(Half half) {
        if (alone.remove(half.leg().callId(), half)) {
            half.leg().execute(() -> half.hangup(Cause.of(Cause.By.FAULT, 480)));
        }
    }

    @Override
    public String subject() {
        return NAME;
    }

    @Override
    public List<Table> tables() {
        Set<String> calls = halves.stream().map(half -> half.leg().callId()).collect(Collectors.toSet());
        return List.of(new Table("legs picked up", halves.size(), MOST, true, calls));
    }
}
