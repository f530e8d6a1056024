// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.CallQueue;
import org.strowger.api.call.Callin;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Reach;
import org.strowger.api.call.RoleInfo;

/** One service of a role: its name, how it is asked, and what came of it so far. Highest ranking first, then oldest. */
final class Role<S> implements Comparable<Role<S>> {
    private static final Logger log = LoggerFactory.getLogger(Role.class);

    /** A role that has so many threads and does not give them back is asked nothing more until one returns. */
    private static final int STUCK = 3;

    private final ServiceReference<S> reference;
    private final S service;
    private final String kind;
    private final RoleId id;
    private final Bundle owner;
    private final String bundle;
    private final Stats stats;
    private final Breaker breaker;
    private final Consumer<Duration> admitted;
    private final AtomicInteger stuck = new AtomicInteger();

    /** What foreign code did: it gave an answer, or it failed. */
    private record Said<A>(A answer, Throwable fault) {}

    /**
     * @param stats of this role and version
     * @param admitted told in how long calls that wait for the role may ask it again
     */
    Role(
            ServiceReference<S> reference,
            S service,
            Function<RoleId, Stats> stats,
            Breaker breaker,
            Consumer<Duration> admitted) {
        this.reference = reference;
        this.service = service;
        this.breaker = breaker;
        this.admitted = admitted;
        Object property = reference.getProperty(Callin.ROLE);
        this.owner = reference.getBundle();
        this.bundle = owner.getSymbolicName();
        this.kind = property == null ? bundle : property.toString();
        this.id = new RoleId(
                name(kind, reference.getProperty(Constants.SERVICE_PID)),
                owner.getVersion().toString(),
                (Long) reference.getProperty(Constants.SERVICE_ID));
        this.stats = stats.apply(id);
    }

    /** The kind, and for one of several configurations of a factory its name after a hyphen. */
    static String name(String kind, Object pid) {
        String text = pid instanceof String single ? single : "";
        int tilde = text.indexOf('~');
        return tilde < 0 ? kind : kind + "-" + text.substring(tilde + 1);
    }

    S service() {
        return service;
    }

    RoleId id() {
        return id;
    }

    String name() {
        return id.name();
    }

    /** Whether a route that names a role means this one. */
    boolean answersTo(String wanted) {
        return name().equals(wanted) || kind.equals(wanted);
    }

    /** Whether it is to be asked now: see {@link Breaker#admits}. */
    boolean admits() {
        return stuck.get() < STUCK && breaker.admits();
    }

    /** Whether it is being left alone. */
    boolean resting() {
        return state() != RoleInfo.State.HERE;
    }

    private RoleInfo.State state() {
        return stuck.get() < STUCK ? breaker.state() : RoleInfo.State.RESTING;
    }

    /** The bundle that it is of. */
    Bundle owner() {
        return owner;
    }

    Stats stats() {
        return stats;
    }

    RoleInfo info(String part) {
        return info(part, state());
    }

    RoleInfo info(String part, RoleInfo.State state) {
        int ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer number ? number : 0;
        return new RoleInfo(name(), part, ranking, bundle, id.version(), state, stats.now());
    }

    /**
     * Puts a question about a call to the role, on the call's executor. Whatever it does costs its own calls only.
     *
     * @param late the call's next step where the role does not answer in time; nothing that follows is run then
     * @return empty where it failed or answered null
     */
    <A> Optional<A> ask(CallQueue queue, Duration deadline, Function<? super S, A> question, Runnable late) {
        stats.offered.increment();
        return serve(queue, deadline, question, late);
    }

    /** Puts a further question about a call that it was asked about. */
    <A> Optional<A> serve(CallQueue queue, Duration deadline, Function<? super S, A> question, Runnable late) {
        long from = System.nanoTime();
        Asked asked = new Asked();
        Said<A> said = queue.within(
                deadline,
                () -> {
                    try {
                        return hear(question);
                    } finally {
                        asked.back();
                    }
                },
                () -> {
                    asked.late();
                    late(deadline, late);
                });
        stats.took(System.nanoTime() - from);
        if (said.answer() == null) {
            failed(said.fault());
            return Optional.empty();
        }
        if (breaker.answered(served(said.answer()))) {
            log.info("{} ({} {}) is well again", name(), bundle, id.version());
            admitted.accept(Duration.ZERO);
        }
        return Optional.of(said.answer());
    }

    /** Whether the role has done its part of the call, and neither left it to others nor is still to do it. */
    private static boolean served(Object answer) {
        return !(answer instanceof Claim.NotMine || answer instanceof Reach.NotMine || answer instanceof Reach.Here);
    }

    /** One question: late, back, or first the one and then the other. */
    private final class Asked extends AtomicBoolean {
        private static final long serialVersionUID = 1L;

        void late() {
            if (compareAndSet(false, true)) {
                stuck.incrementAndGet();
            }
        }

        void back() {
            if (!compareAndSet(false, true) && stuck.getAndDecrement() == STUCK) {
                admitted.accept(Duration.ZERO);
            }
        }
    }

    /** Puts the question of a call that nobody makes: in the console's own time, and not counted. */
    <A> Optional<A> rehearse(Function<? super S, A> question) {
        Said<A> said = hear(question);
        if (said.fault() != null) {
            log.error("{} ({} {}) failed", name(), bundle, id.version(), said.fault());
        }
        return Optional.ofNullable(said.answer());
    }

    private <A> Said<A> hear(Function<? super S, A> question) {
        try {
            return new Said<>(question.apply(service), null);
        } catch (Throwable fault) {
            // whatever it is, also an Error: it is the role's, and the call goes on
            return new Said<>(null, fault);
        }
    }

    private void failed(Throwable fault) {
        stats.failed.increment();
        if (fault == null) {
            log.error("{} ({} {}) answered null", name(), bundle, id.version());
        } else {
            log.error("{} ({} {}) failed", name(), bundle, id.version(), fault);
        }
        trip();
    }

    private void late(Duration deadline, Runnable next) {
        stats.late.increment();
        log.error("{} ({} {}) did not answer within {} ms", name(), bundle, id.version(), deadline.toMillis());
        trip();
        next.run();
    }

    private void trip() {
        breaker.failed().ifPresent(rest -> {
            log.warn("{} ({} {}) failed too often and rests for {} s", name(), bundle, id.version(), rest.toSeconds());
            admitted.accept(rest);
        });
    }

    boolean is(ServiceReference<S> other) {
        return reference.equals(other);
    }

    @Override
    public int compareTo(Role<S> other) {
        return other.reference.compareTo(reference);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Role<?> role && reference.equals(role.reference);
    }

    @Override
    public int hashCode() {
        return reference.hashCode();
    }

    @Override
    public String toString() {
        return name();
    }
}
