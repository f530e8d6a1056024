// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.sip.ClientResult;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.SipClient;
import org.strowger.sipchannel.LineState.Input;

/**
 * Keeps one account registered: registers, refreshes, waits after a failure and tries again, for as long as it is wanted. Everything
 * but {@link #status} and what returns at once runs on the executor, which has one thread.
 */
final class Line {
    private static final Logger log = LoggerFactory.getLogger(Line.class);

    /** No server is asked more than so many times in a row because it finds the expiry too brief. */
    private static final int RAISES = 2;

    /** How long a server may take to answer a REGISTER while there is another, in milliseconds. */
    private static final long PATIENCE = 5_000;

    /** An update lost the number of a request that was on its way: none has used this one. */
    private static final int LEAP = 10;

    /**
     * What lines share.
     *
     * @param client empty while the SIP bundle is away
     * @param process what no other process is called
     */
    record Desk(
            ScheduledExecutorService executor,
            Supplier<Optional<SipClient>> client,
            Servers servers,
            Clock clock,
            RandomGenerator random,
            String process) {}

    private final Desk desk;
    private final LineMemory.Store store;
    private LineSettings settings;
    private Registering registering;
    private final Candidates candidates = new Candidates();
    private final LineWatch watch;
    /** The server was found not to answer. */
    private boolean lost;

    private long expires;
    /** What the registrar said is the least that it grants. */
    private long least;

    private int raises;
    /** Of an attempt: what belongs to an older one comes too late. */
    private int round;

    private boolean needless;
    private Optional<Future<?>> timer = Optional.empty();
    private volatile LineStatus status;

    Line(LineSettings settings, Desk desk, LineMemory.Store store) {
        this.settings = settings;
        this.desk = desk;
        this.store = store;
        this.registering = Registering.anew(desk.random());
        this.watch = new LineWatch(desk, this::lost);
        this.status = LineStatus.unknown(registering.token());
    }

    /** How it stands. Any thread. */
    LineStatus status() {
        return status;
    }

    /** Begins, or goes on where another version of the bundle left off. Returns at once. */
    void start() {
        desk.executor().execute(() -> {
            Optional<LineMemory> memory = store.read();
            memory.ifPresent(past -> registering = Registering.of(past, LEAP));
            if (memory.filter(past -> past.until().isAfter(now())).isEmpty()) {
                due();
                return;
            }
            LineMemory past = memory.get();
            // after a restart we may be elsewhere than where the registrar was told
            Instant next = past.process().equals(desk.process()) ? past.next() : now();
            status = on(Input.RESUMED).resumed(past, next);
            at(next);
            past.server().ifPresent(server -> watch.begin(settings, server));
            // the addresses of calls in are those of all servers
            desk.servers().find(settings, desk.executor(), found -> found(found, round));
        });
    }

    /** Takes a changed configuration; only what the registrar has to know is told to it. Returns at once. */
    void change(LineSettings next) {
        desk.executor().execute(() -> {
            LineSettings before = settings;
            if (needless) {
                settings = next;
            } else if (!next.registersAs(before)) {
                leave(new CompletableFuture<>());
                settings = next;
                least = 0;
                registering = Registering.anew(desk.random());
                status = on(Input.DONE).anew(registering.token());
                due();
            } else {
                settings = next;
                if (next.refreshesAfter(before)) {
                    due();
                } else if (next.healthSeconds() != before.healthSeconds() && status.state() == LineState.REGISTERED) {
                    status.server().ifPresent(server -> watch.begin(next, server));
                }
            }
        });
    }

    /** The SIP bundle came: what it took along to where it was is to be done again. Returns at once. */
    void clientCame() {
        desk.executor().execute(() -> {
            boolean connected = status.state() == LineState.REGISTERED
                    && status.server()
                            .filter(server -> server.transport().reliable())
                            .isPresent();
            if (!needless && (connected || status.state() == LineState.WAITING && status.failures() == 0)) {
                due();
            }
        });
    }

    /** The resolver came: what waited for it is done. Returns at once. */
    void resolverCame() {
        desk.executor().execute(() -> {
            if (!needless && status.state() == LineState.WAITING && status.failures() == 0) {
                due();
            } else if (!needless && status.state() == LineState.REGISTERED) {
                desk.servers().find(settings, desk.executor(), found -> found(found, round));
            }
        });
    }

    /** Unregisters, because the line is not wanted any more. Returns at once; the result tells when it is done. */
    CompletionStage<Void> unregister() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        desk.executor().execute(() -> {
            if (needless) {
                done.complete(null);
            } else {
                needless = true;
                leave(done);
                done.thenRun(() -> status = on(Input.DONE));
            }
        });
        return done;
    }

    /** Stops and leaves the registration to whoever comes next. Returns at once. */
    void rest() {
        desk.executor().execute(() -> {
            needless = true;
            round++;
            cancel();
            watch.stop();
        });
    }

    // ---- registering

    private void lost() {
        log.warn(
                "{}: {} does not answer",
                settings.role(),
                status.server().map(Flow::toString).orElse("its server"));
        lost = true;
        due();
    }

    private void due() {
        cancel();
        round++;
        status = on(Input.DUE);
        if (desk.client().get().isEmpty() || !desk.servers().canFind(settings)) {
            waitsForABundle();
            return;
        }
        int current = round;
        expires = Math.max(settings.expires(), least);
        raises = 0;
        desk.servers().find(settings, desk.executor(), found -> found(found, current));
    }

    private void found(Servers.Found found, int of) {
        if (of != round || needless) {
            return;
        }
        if (!found.servers().isEmpty()) {
            status = status.at(found.servers());
        }
        if (status.state() != LineState.RESOLVING) {
            return;
        }
        // while no name server answers, what was known is as good as ever
        if (status.servers().isEmpty()) {
            failed(Failure.NO_ADDRESS, found.why(), Optional.empty());
            return;
        }
        candidates.begin(status.servers(), status.server(), lost);
        lost = false;
        status = on(Input.FOUND);
        attempt();
    }

    private void attempt() {
        Optional<SipClient> client = desk.client().get();
        int current = ++round;
        Flow server = candidates.now();
        if (candidates.hasNext()) {
            timer = Optional.of(
                    desk.executor().schedule(() -> silent(server, current), PATIENCE, TimeUnit.MILLISECONDS));
        }
        if (client.isPresent()) {
            client.get()
                    .send(
                            registering.request(settings, server, expires),
                            desk.executor(),
                            result -> answered(result, server, current));
        } else {
            round++;
            cancel();
            waitsForABundle();
        }
    }

    private void waitsForABundle() {
        String missing = desk.client().get().isEmpty() ? "there is no SIP stack" : "there is no resolver";
        status = on(Input.FAILED).waiting(Optional.empty(), 0, Optional.empty(), missing);
    }

    private void silent(Flow server, int of) {
        if (of == round) {
            log.info("{}: no answer at {}, trying the next server", settings.role(), server);
            // what is still on its way has used a number, and another where it was challenged
            registering = registering.after(registering.cseq() + 2);
            candidates.next();
            attempt();
        }
    }

    private void answered(ClientResult result, Flow server, int of) {
        registering = registering.after(result.cseq());
        if (of != round) {
            return;
        }
        cancel();
        if (result instanceof ClientResult.Answered answered) {
            int code = answered.reply().status().code();
            if (code >= 200 && code < 300) {
                accepted(Grant.read(answered.reply(), registering.token(), expires), server);
                return;
            }
            if (code == 423 && raises < RAISES && raise(answered)) {
                attempt();
                return;
            }
        }
        Failure failure = Failure.of(result);
        if (failure.elsewhere() && candidates.hasNext()) {
            log.info("{}: {} at {}, trying the next server", settings.role(), Failure.words(result), server);
            candidates.next();
            attempt();
            return;
        }
        failed(failure, Failure.words(result) + " at " + server, Failure.retryAfter(result));
    }

    /** RFC 3261 section 10.2.8. */
    private boolean raise(ClientResult.Answered answered) {
        Optional<Long> minimum = Grant.values(answered.reply(), "Min-Expires").stream()
                .findFirst()
                .flatMap(Grant::leadingNumber);
        if (minimum.isEmpty() || minimum.get() <= expires) {
            return false;
        }
        raises++;
        least = minimum.get();
        expires = least;
        return true;
    }

    private void accepted(Grant grant, Flow server) {
        if (grant.seconds() == 0) {
            failed(Failure.REFUSED, "registered for no time at " + server, Optional.empty());
            return;
        }
        Instant now = now();
        boolean news = !status.registered(now) || status.failure().isPresent();
        Instant next = now.plus(refresh(grant.seconds()));
        LineStatus accepted =
                on(Input.ACCEPTED).accepted(now.plusSeconds(grant.seconds()), server, grant.routes(), next);
        // first, so that whoever sees it registered may stop at once
        store.write(registering.memory(accepted, desk.process()));
        status = accepted;
        at(next);
        watch.begin(settings, server);
        if (news) {
            log.info("{}: {} registered at {} for {} s", settings.role(), settings.account(), server, grant.seconds());
        }
    }

    /** Between three quarters and nine tenths of the time: early enough to try again, and not all lines at once. */
    private Duration refresh(long seconds) {
        long millis = seconds * 1_000;
        return Duration.ofMillis(millis * 3 / 4 + desk.random().nextLong(millis * 3 / 20 + 1));
    }

    private void failed(Failure failure, String why, Optional<Long> retryAfter) {
        int failures = status.failures() + 1;
        Duration pause = failure.pause(failures, retryAfter, desk.random());
        boolean news = status.failure().filter(failure::equals).isEmpty();
        status = on(Input.FAILED).waiting(Optional.of(now().plus(pause)), failures, Optional.of(failure), why);
        store.write(registering.memory(status, desk.process()));
        at(now().plus(pause));
        if (failure.alarm() && news) {
            log.error(
                    "{}: ALARM: {} is not registered: {}: {}; tried again in {} s",
                    settings.role(),
                    settings.account(),
                    failure,
                    why,
                    pause.toSeconds());
        } else if (news) {
            log.warn(
                    "{}: {} {}: {}; tried again in {} s",
                    settings.role(),
                    settings.account(),
                    status.registered(now()) ? "cannot be refreshed" : "is not registered",
                    why,
                    pause.toSeconds());
        }
    }

    // ---- unregistering

    /** Takes the binding away, where there may be one. */
    private void leave(CompletableFuture<Void> done) {
        cancel();
        watch.stop();
        round++;
        boolean asked = status.state() == LineState.REGISTERING;
        boolean bound = asked || status.registered(now());
        Optional<Flow> server = asked ? Optional.of(candidates.now()) : status.server();
        status = on(Input.STOP).gone();
        store.forget();
        Optional<SipClient> client = desk.client().get();
        if (bound && server.isPresent() && client.isPresent()) {
            // whatever is still on its way has a lower number
            Registering last = registering.after(registering.cseq() + LEAP);
            LineSettings whose = settings;
            client.get().send(last.request(whose, server.get(), 0), desk.executor(), result -> {
                log.info("{}: {} unregistered: {}", whose.role(), whose.account(), Failure.words(result));
                done.complete(null);
            });
        } else {
            done.complete(null);
        }
    }

    // ---- time

    private void at(Instant when) {
        cancel();
        long millis = Math.max(0, Duration.between(now(), when).toMillis());
        timer = Optional.of(desk.executor().schedule(this::due, millis, TimeUnit.MILLISECONDS));
    }

    private void cancel() {
        timer.ifPresent(waiting -> waiting.cancel(false));
        timer = Optional.empty();
    }

    private Instant now() {
        return desk.clock().instant();
    }

    /** The status one step on, for the caller to complete before any other thread sees it. */
    private LineStatus on(Input input) {
        return status.in(status.state().on(input));
    }
}
