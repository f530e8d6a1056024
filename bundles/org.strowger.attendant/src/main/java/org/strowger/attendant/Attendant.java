// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.audit.Audited;
import org.strowger.api.audit.Table;
import org.strowger.api.call.Application;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Callin;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Switchboard;
import org.strowger.api.media.Audio;
import org.strowger.api.media.AudioPort;

/**
 * The auto-attendant: answers the numbers of its menus, and calls whom the caller asks for, as the caller, by the dial plan. Its calls
 * outlive it: each is left with where the caller is, and the next version goes on there.
 */
@Component(
        service = {Callin.class, Callout.class, Application.class, Audited.class},
        // else it would leave its calls whenever nobody holds the service, as while the engine is replaced
        immediate = true,
        property = {Callin.ROLE + "=" + Attendant.NAME, "service.ranking:Integer=200"})
public final class Attendant implements Callin, Callout, Application, Audited, AttendantCall.Desk {
    static final String NAME = "attendant";

    private static final Logger log = LoggerFactory.getLogger(Attendant.class);
    private static final long LEAVE_MILLIS = 1_000;
    private static final Duration REUNION = Duration.ofSeconds(5);
    private static final long MOST = 1_000_000;

    private final Menus menus;
    private final Audio audio;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final Set<AttendantCall> calls = ConcurrentHashMap.newKeySet();
    private final Set<Onward> onwards = ConcurrentHashMap.newKeySet();
    private final Couples couples = new Couples();
    private volatile boolean leaving;

    /** Fetched when it is needed, as by the echo test: when it starts it fetches us. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile ComponentServiceObjects<Switchboard> switchboards;

    @Activate
    public Attendant(@Reference Menus menus, @Reference Audio audio) {
        this(menus, audio, Clock.systemUTC(), Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "strowger-attendant");
            thread.setDaemon(true);
            return thread;
        }));
    }

    /** @param timer becomes the attendant's own */
    Attendant(Menus menus, Audio audio, Clock clock, ScheduledExecutorService timer) {
        this.menus = menus;
        this.audio = audio;
        this.clock = clock;
        this.timer = timer;
    }

    /** Leaves every call, each leg on its own executor. */
    @Deactivate
    void deactivate() throws InterruptedException {
        leaving = true;
        List<AttendantCall> callers = List.copyOf(calls);
        List<Onward> others = List.copyOf(onwards);
        CountDownLatch busy = new CountDownLatch(callers.size() + others.size());
        callers.forEach(call -> leave(call.leg(), call::leave, busy));
        others.forEach(other -> leave(other.leg(), other::leave, busy));
        if (!busy.await(LEAVE_MILLIS, TimeUnit.MILLISECONDS)) {
            log.warn("{} legs are busy, and will be left when they are not", busy.getCount());
        }
        timer.shutdownNow();
    }

    private static void leave(Leg leg, Runnable how, CountDownLatch busy) {
        leg.execute(() -> {
            how.run();
            busy.countDown();
        });
    }

    /** A call that the attendant makes is its own: the caller's number stays. */
    @Override
    public Claim claim(Offer offer) {
        return offer.origin().equals(Optional.of(NAME))
                ? new Claim.Known(new Caller(
                        offer.request().from().uri().number(),
                        offer.request().from().displayName(),
                        NAME))
                : new Claim.NotMine("the attendant does not make this call");
    }

    @Override
    public Reach reach(Outgoing outgoing) {
        Map<String, Menu> now = menus.inForce();
        Caller caller = outgoing.caller();
        return menus.answering(outgoing.destination().number())
                .<Reach>map(menu -> new Reach.Here(new Application() {
                    @Override
                    public void invited(Leg leg, Offer offer) {
                        Attendant.this.invited(leg, offer, now, menu.name(), caller);
                    }
                }))
                .orElseGet(() -> new Reach.NotMine("no menu of the attendant answers it"));
    }

    /** Never asked: each call has an application of its own, that knows its menu. */
    @Override
    public void invited(Leg leg, Offer offer) {
        leg.hangup(Cause.of(Cause.By.FAULT, 500));
    }

    private void invited(Leg leg, Offer offer, Map<String, Menu> now, String menu, Caller caller) {
        AttendantCall call = new AttendantCall(leg, this, now, menu, caller.number(), caller.displayName());
        calls.add(call);
        call.answer(offer.request().body());
        if (leaving) {
            call.leave();
        }
    }

    @Override
    public void resumed(Leg leg) {
        if (Onward.liesOn(leg)) {
            Onward other = new Onward(
                    leg,
                    Onward.of(leg),
                    null,
                    listener -> audio.port(leg.callId(), Onward.portMemory(leg), leg::execute, listener),
                    onwards::remove);
            onwards.add(other);
            couples.came(other);
            later(REUNION, () -> {
                if (couples.alone(other)) {
                    other.hangup(Cause.of(Cause.By.FAULT, 480));
                }
            });
            other.goOn();
            return;
        }
        AttendantCall call = new AttendantCall(leg, this);
        calls.add(call);
        if (call.coupled()) {
            couples.came(call);
            later(REUNION, () -> {
                if (couples.alone(call)) {
                    leg.execute(call::left);
                }
            });
        }
        call.goOn();
    }

    @Override
    public AudioPort port(Leg leg, Map<String, Object> memory, AttendantCall call) {
        return audio.port(leg.callId(), memory, leg::execute, call::heard);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Future<?> later(Duration time, Runnable task) {
        try {
            return timer.schedule(task, time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // We have been told to stop: the call is about to be left, and the next version sets its timers.
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public Onward dial(Origination origination, AttendantCall by, AudioPort beside) {
        ComponentServiceObjects<Switchboard> present = switchboards;
        Switchboard switchboard = present == null ? null : present.getService();
        if (switchboard == null) {
            throw new IllegalStateException("the switchboard is not here");
        }
        try {
            Leg leg = switchboard.originate(origination, by.leg().callId());
            Onward onward = new Onward(
                    leg,
                    by.leg().callId(),
                    by,
                    listener -> beside.beside(leg.callId(), leg::execute, listener),
                    onwards::remove);
            onwards.add(onward);
            leg.execute(onward::start);
            return onward;
        } finally {
            present.ungetService(switchboard);
        }
    }

    @Override
    public void gone(AttendantCall call) {
        calls.remove(call);
    }

    @Override
    public String subject() {
        return NAME;
    }

    @Override
    public List<Table> tables() {
        Set<String> callers = calls.stream().map(call -> call.leg().callId()).collect(Collectors.toSet());
        Set<String> called = onwards.stream().map(each -> each.leg().callId()).collect(Collectors.toSet());
        return List.of(
                new Table("visits", calls.size(), MOST, true, callers),
                new Table("calls onward", onwards.size(), MOST, true, called));
    }
}
