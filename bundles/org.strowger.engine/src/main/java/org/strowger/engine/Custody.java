// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Application;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Cause.By;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Offer;
import org.strowger.api.sip.Status;

/**
 * The end of a call that an application serves, and what becomes of it when the application is replaced: the caller stays connected, and
 * the next version is given the leg, or within a bound nobody comes and the call is over. Confined to the call's executor.
 */
final class Custody {
    private static final Logger log = LoggerFactory.getLogger(Custody.class);

    private final CallContext context;
    private final Offer offer;
    private final Consumer<Cause> abandoned;
    private final String role;
    private final Leg leg;
    private final Optional<Instant> before;
    private final Alarm clock;
    private long service;
    /** Until when somebody must have come, where that is what is waited for. */
    private Optional<Instant> until = Optional.empty();

    /**
     * Who serves a leg.
     *
     * @param role the name of the application's role
     * @param service the id of the service that brought the application, callout or application; 0 for one that originated the call
     * @param until until when somebody must have come for a leg that was left
     */
    record Memory(String role, long service, Leg leg, Optional<Instant> until) {
        Map<String, Object> encode() {
            Map<String, Object> map = new HashMap<>(Map.of("role", role, "service", service, "leg", leg));
            until.ifPresent(instant -> map.put("until", instant));
            return Map.copyOf(map);
        }

        static Memory decode(Remembered values) {
            return new Memory(
                    values.get("role", String.class, ""),
                    values.get("service", Long.class, 0L),
                    values.find("leg", Leg.class).orElseThrow(() -> new IllegalArgumentException("no leg served")),
                    values.find("until", Instant.class));
        }
    }

    /**
     * @param guarded runs a step of the call
     * @param abandoned ends the call
     */
    Custody(CallContext context, Offer offer, Memory memory, Consumer<Runnable> guarded, Consumer<Cause> abandoned) {
        this.context = context;
        this.offer = offer;
        this.abandoned = abandoned;
        this.role = memory.role();
        this.leg = memory.leg();
        this.service = memory.service();
        this.before = memory.until();
        this.clock = new Alarm(context, offer, guarded);
    }

    Memory memory() {
        return new Memory(role, service, leg, until);
    }

    String role() {
        return role;
    }

    /** Whether the application made the call; else the call was made to it. */
    boolean originated() {
        return leg.side() == Leg.Side.B;
    }

    /** The call comes to an application: a step of its own, after its leg was started. */
    void invite(Application application, Role<Callout> by) {
        Optional<Boolean> invited = by.serve(
                offer.executor(),
                context.settings().deadline(),
                callout -> {
                    application.invited(leg, offer);
                    return true;
                },
                this::failed);
        if (invited.isEmpty()) {
            failed();
        }
    }

    /** Goes on where another left it. The last thing that a step of the call does. */
    void resume() {
        if (leg.left()) {
            before.ifPresent(this::waitUntil);
            came();
        } else if (service != 0 && !context.reception().serves(service)) {
            went(service);
        }
    }

    /** A service of the role has gone. If it does not let go of the leg by itself, for the next one, it is made to. */
    void went(long which) {
        if ((service == which || service == 0) && !clock.set()) {
            clock.in(context.settings().patience(), this::detach);
        }
    }

    private void detach() {
        if (!leg.left()) {
            log.warn("{}: {} has gone and did not let go of its leg", offer.callId(), role);
            leg.leave();
        }
        came();
    }

    /** Gives a leg that was left to whoever is here to serve it. The last thing that a step of the call does. */
    void came() {
        if (!leg.left()) {
            return;
        }
        Optional<Role<Application>> here =
                context.reception().applications.named(role).filter(Role::admits);
        if (here.isEmpty()) {
            if (!clock.set()) {
                waitUntil(context.now().plus(context.settings().absence()));
            }
            return;
        }
        clock.stop();
        until = Optional.empty();
        Role<Application> next = here.get();
        service = next.id().service();
        log.debug("{}: goes on with {} {}", offer.callId(), role, next.id().version());
        Optional<Boolean> resumed = next.ask(
                offer.executor(),
                context.settings().deadline(),
                application -> {
                    application.resumed(leg);
                    return true;
                },
                this::failed);
        if (resumed.isEmpty()) {
            failed();
        } else {
            next.stats().claimed.increment();
        }
    }

    private void waitUntil(Instant moment) {
        until = Optional.of(moment);
        clock.at(moment, this::nobodyCame);
    }

    private void failed() {
        leg.hangup(Cause.of(By.FAULT, 500));
    }

    private void nobodyCame() {
        log.warn("{}: {} did not come back in time", offer.callId(), role);
        abandoned.accept(Cause.of(By.FAULT, 503, Causes.reason(Status.of(503))));
    }

    void stop() {
        clock.stop();
    }
}
