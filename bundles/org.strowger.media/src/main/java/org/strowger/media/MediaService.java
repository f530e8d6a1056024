// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.audit.Audited;
import org.strowger.api.audit.Table;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;
import org.strowger.api.media.MediaPort;
import org.strowger.api.media.Relay;

/**
 * Relays, echoes and the sockets under them, for every bundle's {@link MediaUser}. Immediate, so that a bad file is told at
 * start, not by the first call.
 */
@Component(
        service = {MediaService.class, Audited.class, Configured.class, Streams.class},
        configurationPid = MediaService.PID,
        immediate = true,
        property = Configured.PIDS + "=" + MediaService.PID)
@Designate(ocd = MediaService.Config.class)
public final class MediaService implements Audited, Configured, Streams {
    static final String PID = "org.strowger.media";

    /** The keys of {@code etc/org.strowger.media.cfg}. */
    @ObjectClassDefinition(name = "Strowger media", description = "Relays RTP and RTCP of calls.")
    public @interface Config {
        @AttributeDefinition(
                name = "Lowest port",
                description = "First UDP port for RTP and RTCP. A call takes four for each of its streams."
                        + " Calls in progress keep theirs. Default 10000.",
                min = "1024",
                max = "65534")
        int port_min() default 10_000;

        @AttributeDefinition(
                name = "Highest port",
                description = "Last UDP port for RTP and RTCP. Default 32767, below those that the system gives out.",
                min = "1025",
                max = "65535")
        int port_max() default 32_767;

        @AttributeDefinition(
                name = "DSCP",
                description = "Mark of the packets that we send, for new calls. Default 46, expedited forwarding.",
                min = "0",
                max = "63")
        int dscp() default 46;

        @AttributeDefinition(
                name = "Threads",
                description = "Threads that relay, for new calls. Default 0: half as many as processors.",
                min = "0",
                max = "64")
        int threads() default 0;

        @AttributeDefinition(
                name = "Window for strangers (ms)",
                description = "So long, in milliseconds, a source that signalling never named must send"
                        + " before it is sent anything. New calls. Default 1000.",
                min = "0",
                max = "60000")
        int latch_window() default 1_000;

        @AttributeDefinition(
                name = "Silence (ms)",
                description = "So long, in milliseconds, a locked source must be silent before its stream may go on"
                        + " from elsewhere. New calls. Default 3000.",
                min = "100",
                max = "600000")
        int latch_silence() default 3_000;

        @AttributeDefinition(
                name = "Strangers",
                description = "Whether media is taken from addresses that signalling never named, as some NATs and"
                        + " session border controllers need. New calls. Default true.")
        boolean latch_strangers() default true;
    }

    private static final Logger log = LoggerFactory.getLogger(MediaService.class);
    private static final Duration LOOK = Duration.ofMinutes(2);
    private static final long STOP_MILLIS = 1_000;

    private final Clock clock;
    private final Random random;
    private final LastPorts lastPorts;
    private final ScheduledExecutorService timer;
    private final PortPool pool;
    private final List<Loop> loops = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<Long, Holding> open = new ConcurrentHashMap<>();
    private volatile Settings settings;
    private volatile List<Problem> refused;

    @Activate
    public MediaService(BundleContext context, Map<String, Object> properties) throws IOException {
        this(
                properties,
                Clock.systemUTC(),
                new SecureRandom(),
                LastPorts.of(context),
                Executors.newSingleThreadScheduledExecutor(MediaService::timerThread));
    }

    /**
     * @param timer becomes this service's own
     */
    MediaService(
            Map<String, ?> properties, Clock clock, Random random, LastPorts lastPorts, ScheduledExecutorService timer)
            throws IOException {
        this.clock = clock;
        this.random = random;
        this.lastPorts = lastPorts;
        this.timer = timer;
        Values values = Values.of(properties, PID);
        Settings first = Settings.read(values);
        this.refused = values.problems();
        if (!refused.isEmpty()) {
            // Calls may come back that were up before: they are better served by the defaults than not at all.
            first = Settings.read(new Values(PID, Map.of()));
            complain("the defaults hold");
        }
        this.settings = first;
        this.pool = new PortPool(first.portMin(), first.portMax(), random, lastPorts.take());
        startLoops(first.threads());
        timer.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        log.info("media ports {} to {}", first.portMin(), first.portMax());
    }

    @Modified
    void modified(Map<String, Object> properties) throws IOException {
        Values values = Values.of(properties, PID);
        Settings latest = Settings.read(values);
        refused = values.problems();
        if (!refused.isEmpty()) {
            complain("what held before stays");
            return;
        }
        startLoops(latest.threads());
        pool.range(latest.portMin(), latest.portMax());
        settings = latest;
        log.info("media ports {} to {} for new calls", latest.portMin(), latest.portMax());
    }

    /** Closes every socket and ends every thread, so that the next version finds the ports free when this returns. */
    @Deactivate
    void deactivate() {
        timer.shutdownNow();
        lastPorts.write(pool.ports());
        open.values().forEach(Holding::close);
        loops.forEach(Loop::stop);
        loops.forEach(Loop::close);
        try {
            if (!timer.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                log.warn("the timer has not ended within {} ms", STOP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread timerThread(Runnable task) {
        Thread thread = new Thread(task, "strowger-media-timer");
        thread.setDaemon(true);
        return thread;
    }

    Relay relay(MediaUser user, String callId, Map<String, Object> memory) {
        long now = clock.instant().getEpochSecond();
        return resumed(
                        user,
                        callId,
                        memory,
                        MediaRelay.KIND,
                        MediaRelay.class,
                        (holding, before) -> MediaRelay.resume(holding, now, before))
                .orElseGet(() -> begin(user, callId, holding -> new MediaRelay(holding, now)));
    }

    MediaPort echo(MediaUser user, String callId, Map<String, Object> memory) {
        return resumed(user, callId, memory, EchoPort.KIND, EchoPort.class, EchoPort::resume)
                .orElseGet(() -> begin(user, callId, holding -> {
                    Origin origin = new Origin(callId, clock.instant().getEpochSecond());
                    return new EchoPort(holding, origin, random.nextInt(), (short) random.nextInt());
                }));
    }

    private <T> T begin(MediaUser user, String callId, Function<Holding, T> maker) {
        Holding holding = holding(user, callId, random.nextLong());
        T made = maker.apply(holding);
        holding.serves(made);
        return made;
    }

    /** What is open still and remembers this, or else what goes on in its place; empty where nothing can be read. */
    private <T> Optional<T> resumed(
            MediaUser user,
            String callId,
            Map<String, Object> values,
            String kind,
            Class<T> type,
            BiFunction<Holding, Memory, T> maker) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        try {
            Memory memory = Memory.of(values, kind);
            long id = memory.get(Memory.ID_KEY, Long.class);
            Holding live = open.get(id);
            if (live != null && live.callId().equals(callId) && type.isInstance(live.served()) && live.use(user)) {
                return Optional.of(type.cast(live.served()));
            }
            Holding holding = holding(user, callId, id);
            T made = maker.apply(holding, memory);
            holding.serves(made);
            return Optional.of(made);
        } catch (IllegalArgumentException e) {
            log.warn("[{}] what is remembered of its media cannot be read, it begins anew: {}", callId, e.getMessage());
            return Optional.empty();
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

    @Override
    public String subject() {
        return "media";
    }

    @Override
    public List<Table> tables() {
        Set<String> holders = open.values().stream().map(Holding::callId).collect(Collectors.toSet());
        return List.of(
                new Table("relays", open.size(), pool.bound(), true, holders),
                new Table("rtp ports", 2L * pool.size(), 2L * pool.bound(), true, pool.callIds()));
    }

    @Override
    public List<Socket> sockets() {
        return open.values().stream()
                .sorted(Comparator.comparing(Holding::callId))
                .flatMap(holding -> holding.pairs().stream()
                        .flatMap(pair -> Stream.of(
                                socket(holding, pair, "rtp", pair.rtp()), socket(holding, pair, "rtcp", pair.rtcp()))))
                .toList();
    }

    private Holding holding(MediaUser user, String callId, long id) {
        Settings now = settings;
        Loop loop = loops.get(Math.floorMod(turn.getAndIncrement(), now.threads()));
        return new Holding(callId, id, user, now, pool, loop, open);
    }

    /** Relays are left alone: who carries calls may keep one over its own replacement without a word, and closes it. */
    private void look() {
        pool.awaitNoLonger();
        open.values().stream()
                .filter(holding -> holding.served() instanceof EchoPort)
                .forEach(Holding::look);
    }

    private void complain(String inForce) {
        refused.forEach(problem -> log.error("{}", problem));
        log.error("{} is refused; {}", PID, inForce);
    }

    /** Threads are added and never taken away: those too many get no new calls, and wait. */
    private void startLoops(int count) throws IOException {
        List<Loop> added = new ArrayList<>();
        for (int i = loops.size(); i < count; i++) {
            added.add(new Loop("strowger-media-" + (i + 1), System::nanoTime));
        }
        added.forEach(Loop::start);
        loops.addAll(added);
    }

    private static Socket socket(Holding holding, PortPair pair, String part, Lane lane) {
        InetSocketAddress remote = lane.latch().remote();
        return new Socket(
                holding.callId(),
                pair.facing(),
                pair.stream(),
                part,
                lane.port(),
                remote == null ? "" : remote.toString().substring(1),
                lane.latch().state().name().toLowerCase(Locale.ROOT),
                lane.count(Lane.Count.PACKETS_IN),
                lane.count(Lane.Count.BYTES_IN),
                lane.count(Lane.Count.PACKETS_OUT),
                lane.count(Lane.Count.BYTES_OUT),
                lane.count(Lane.Count.STRANGERS),
                lane.count(Lane.Count.GARBAGE),
                lane.count(Lane.Count.UNSENT));
    }
}
