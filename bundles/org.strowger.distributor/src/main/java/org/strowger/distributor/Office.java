// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Cause;
import org.strowger.api.media.Sound;
import org.strowger.api.sip.Header;

/**
 * The floor on a thread of its own, and the calls that it is about: what happens to them it is told there, and what it wants done is done on
 * their executors. Any thread.
 */
final class Office implements Stage, OtherCall.Watcher {
    private static final Logger log = LoggerFactory.getLogger(Office.class);
    private static final Duration TO_ANSWER = Duration.ofSeconds(2);
    /** Within which all legs that an earlier version has left have come, as a rule. */
    private static final Duration TO_GATHER = Duration.ofMillis(500);

    private static final Duration TO_GATHER_ALL = Duration.ofSeconds(2);
    private static final Duration WITHOUT_LEDGER = Duration.ofSeconds(10);
    private static final Header ELSEWHERE = new Header("Reason", "SIP;cause=200;text=\"Call completed elsewhere\"");

    private final Floor floor;
    private final Ledger ledger;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final Map<String, CallerCall> callers = new ConcurrentHashMap<>();
    private final Map<String, OtherCall> others = new ConcurrentHashMap<>();
    private final Instant began;
    private Optional<Instant> alarm = Optional.empty();
    private Future<?> tick = CompletableFuture.completedFuture(null);
    private boolean recalled;
    private int awaited;
    private int came;
    private boolean closed;

    /** @param timer a single thread; becomes the office's own */
    Office(Turn turn, Ledger ledger, Clock clock, ScheduledExecutorService timer) {
        this.floor = new Floor(turn, this);
        this.ledger = ledger;
        this.clock = clock;
        this.timer = timer;
        this.began = clock.instant();
        later(TO_GATHER, this::openIfReady);
        later(TO_GATHER_ALL, this::openIfReady);
        later(WITHOUT_LEDGER, this::openAnyhow);
    }

    Instant now() {
        return clock.instant();
    }

    Set<String> callerIds() {
        return Set.copyOf(callers.keySet());
    }

    Map<String, OtherCall> others() {
        return others;
    }

    Map<String, CallerCall> callers() {
        return callers;
    }

    Optional<OtherCall> other(String id) {
        return Optional.ofNullable(others.get(id));
    }

    /** Has something happen on the floor, in order. */
    void act(BiConsumer<Floor, Instant> what) {
        try {
            timer.execute(() -> run(what));
        } catch (RejectedExecutionException e) {
            log.debug("the floor is closed, and the next version will hear of it", e);
        }
    }

    /**
     * Asks the floor, or has something done at once, and waits for the answer.
     *
     * @throws IllegalStateException where none comes
     */
    <T> T ask(Function<Floor, T> what) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        act((there, now) -> {
            try {
                answer.complete(what.apply(there));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(TO_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IllegalArgumentException wrong ? wrong : new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the distributor is busy or stopping: try again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    Future<?> later(Duration time, Runnable task) {
        try {
            return timer.schedule(task, time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // We have been told to stop: the next version sets its own.
            return CompletableFuture.completedFuture(null);
        }
    }

    private void run(BiConsumer<Floor, Instant> what) {
        if (closed) {
            return;
        }
        try {
            what.accept(floor, clock.instant());
        } catch (RuntimeException bug) {
            log.error("The floor stumbled and goes on", bug);
        }
        if (recalled) {
            // Before, what is known is not all, and would be written in place of what is there.
            floor.roster().changes(ledger);
        }
        if (!closed) {
            wind();
        }
    }

    /** Sets the clock for what time alone will change. */
    private void wind() {
        Instant now = clock.instant();
        Optional<Instant> next = floor.next(now);
        if (!next.equals(alarm) || tick.isDone()) {
            tick.cancel(false);
            alarm = next;
            // a millisecond more, so that it is not a moment too early
            tick = next.<Future<?>>map(at -> later(
                            Duration.between(now, at.isBefore(now) ? now : at).plusMillis(1), this::tick))
                    .orElseGet(() -> CompletableFuture.completedFuture(null));
        }
    }

    private void tick() {
        alarm = Optional.empty();
        run(Floor::advance);
    }

    /** What the ledger knows is on the floor. */
    void recalled() {
        act((there, now) -> {
            recalled = true;
            openIfReady();
        });
    }

    /** A leg that was left is here, and so many were left. */
    void cameBack(int among) {
        act((there, now) -> {
            awaited = Math.max(awaited, among);
            came++;
            openIfReady();
        });
    }

    private void openIfReady() {
        Duration since = Duration.between(began, clock.instant());
        boolean gathered = awaited > 0 ? came >= awaited : since.compareTo(TO_GATHER) >= 0;
        if (recalled && (gathered || since.compareTo(TO_GATHER_ALL) >= 0) && !floor.isOpen()) {
            run(Floor::open);
        }
    }

    private void openAnyhow() {
        if (!floor.isOpen()) {
            log.warn("The database is not there: agents who had logged in are not known until it is");
            run(Floor::open);
        }
    }

    /** Ends the floor, and says what is known of a caller or a ring then, by its id. */
    Map<String, Map<String, Object>> close() throws InterruptedException {
        CompletableFuture<Map<String, Map<String, Object>>> all = new CompletableFuture<>();
        act((there, now) -> {
            closed = true;
            tick.cancel(false);
            all.complete(there.memory());
        });
        try {
            return all.get(TO_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.error("The floor did not come to an end: callers lose their places", e);
            return Map.of();
        } finally {
            // what it would do later is the next version's
            timer.shutdownNow();
        }
    }

    private void with(Waiter waiter, Consumer<CallerCall> what) {
        CallerCall call = callers.get(waiter.id());
        if (call != null) {
            call.leg().execute(() -> what.accept(call));
        }
    }

    @Override
    public void ring(Waiter waiter, Ring ring) {
        log.info(
                "{}: queue {} rings {}",
                waiter.id(),
                waiter.queue().name(),
                ring.agent().number());
        with(waiter, call -> call.ring(ring.id(), ring.agent().number()));
    }

    @Override
    public void stop(Ring ring, boolean elsewhere) {
        Cause cause = elsewhere ? Cause.of(Cause.By.US, 487, ELSEWHERE) : Cause.of(Cause.By.US, 487);
        CallerCall call = callers.get(ring.caller());
        Runnable stop = () -> other(ring.id()).ifPresent(other -> other.hangup(cause));
        if (call == null) {
            stop.run();
        } else {
            // behind the task that may be about to begin it
            call.leg().execute(stop);
        }
    }

    @Override
    public void connect(Waiter waiter, Ring ring, boolean again) {
        if (!again) {
            log.info(
                    "{}: queue {}: {} has answered after {} s",
                    waiter.id(),
                    waiter.queue().name(),
                    ring.agent().number(),
                    waiter.waited(ring.answered().orElseThrow()).toSeconds());
        }
        with(waiter, call -> call.connect(ring.id(), again));
    }

    @Override
    public void release(Waiter waiter, Way way) {
        log.info("{}: queue {}: the caller {}", waiter.id(), waiter.queue().name(), way);
        with(waiter, call -> call.release(way));
    }

    @Override
    public void tell(Waiter waiter, int position, Optional<Duration> estimate) {
        with(waiter, call -> call.tell(position, estimate));
    }

    @Override
    public void entertain(Waiter waiter, Sound sound) {
        with(waiter, call -> call.entertain(sound));
    }

    @Override
    public void answered(OtherCall call) {
        if (CallerCall.isOnward(call.id())) {
            toCaller(call, CallerCall::onwardAnswered);
        } else {
            act((there, now) -> there.answered(call.id(), now));
        }
    }

    @Override
    public void whispered(OtherCall call) {
        toCaller(call, caller -> caller.join(call.id()));
    }

    @Override
    public void gone(OtherCall call) {
        others.remove(call.id(), call);
    }

    @Override
    public void ended(OtherCall call, Cause cause) {
        if (CallerCall.isOnward(call.id())) {
            toCaller(call, CallerCall::onwardEnded);
        } else {
            act((there, now) -> there.ended(call.id(), Outcome.of(cause), now));
        }
    }

    private void toCaller(OtherCall other, Consumer<CallerCall> what) {
        CallerCall caller = callers.get(other.of());
        if (caller != null) {
            caller.leg().execute(() -> what.accept(caller));
        }
    }
}
