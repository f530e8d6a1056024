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
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.audit.Audited;
import org.strowger.api.audit.Table;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;
import org.strowger.api.media.AudioEvent;
import org.strowger.api.media.AudioPort;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.MediaPort;
import org.strowger.api.media.Relay;
import org.strowger.api.media.Sound;

/**
 * Relays, echoes, ports that speak, and the sockets under them, for every bundle's {@link MediaUser}. Immediate, so that a bad file is told at
 * start, not by the first call.
 */
@Component(
        service = {MediaService.class, Audited.class, Configured.class, Streams.class},
        configurationPid = MediaService.PID,
        immediate = true,
        property = Configured.PIDS + "=" + MediaService.PID)
@Designate(ocd = MediaConfig.class)
public final class MediaService implements Audited, Configured, Streams {
    static final String PID = "org.strowger.media";

    private static final Logger log = LoggerFactory.getLogger(MediaService.class);
    private static final Duration LOOK = Duration.ofMinutes(2);
    private static final long STOP_MILLIS = 1_000;

    private final Clock clock;
    private final Random random;
    private final LastPorts lastPorts;
    private final Recordings recordings;
    private final Library library;
    private final ScheduledExecutorService timer;
    private final PortPool pool;
    private final List<Loop> loops = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<Long, Holding> open = new ConcurrentHashMap<>();
    private volatile Settings settings;
    private volatile List<Problem> refused;

    @Activate
    public MediaService(BundleContext context, @Reference Speech speech, Map<String, Object> properties)
            throws IOException {
        this(
                properties,
                Clock.systemUTC(),
                new SecureRandom(),
                LastPorts.of(context),
                speech,
                new Recordings(context.getDataFile("recordings").toPath()),
                Executors.newSingleThreadScheduledExecutor(MediaService::timerThread));
    }

    /**
     * @param recordings becomes this service's own, as does the timer
     */
    MediaService(
            Map<String, ?> properties,
            Clock clock,
            Random random,
            LastPorts lastPorts,
            Speech speech,
            Recordings recordings,
            ScheduledExecutorService timer)
            throws IOException {
        this.clock = clock;
        this.random = random;
        this.lastPorts = lastPorts;
        this.recordings = recordings;
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
        this.library = new Library(speech, first.audio());
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
        library.configure(latest.audio());
        log.info("media ports {} to {} for new calls", latest.portMin(), latest.portMax());
    }

    /** Closes every socket and ends every thread, so that the next version finds the ports free when this returns. */
    @Deactivate
    void deactivate() {
        timer.shutdownNow();
        lastPorts.write(pool.ports());
        List<AudioEnd> audio = served(AudioEnd.class);
        // The threads first: what a port has sent by its memory it has sent.
        loops.forEach(Loop::stop);
        loops.forEach(Loop::close);
        open.values().forEach(Holding::close);
        audio.forEach(AudioEnd::end);
        library.close();
        recordings.close();
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

    AudioPort audio(
            MediaUser user,
            String callId,
            Map<String, Object> memory,
            Executor queue,
            Consumer<? super AudioEvent> listener) {
        AudioEnd port = resumed(user, callId, memory, AudioEnd.KIND, AudioEnd.class, (holding, before) -> {
                    Talk.Before talk = Talk.Before.of(before);
                    AudioEnd made = audio(holding, new Origin(callId, before.part("origin")), talk.voicing());
                    made.resume(before);
                    return made;
                })
                .orElseGet(() -> begin(user, callId, this::nextLoop, this::audio));
        port.listen(queue, listener);
        return port;
    }

    private AudioEnd audio(Holding holding) {
        Talk.Before.Voicing voicing =
                new Talk.Before.Voicing(random.nextInt(), (short) random.nextInt(), random.nextInt());
        return audio(holding, new Origin(holding.callId(), clock.instant().getEpochSecond()), voicing);
    }

    private AudioEnd audio(Holding holding, Origin origin, Talk.Before.Voicing voicing) {
        AudioSettings audio = settings.audio();
        Talk talk = new Talk(new Talk.Studio(library, recordings, audio, clock), holding.loop(), voicing);
        return new AudioEnd(holding, origin, talk, audio.codecs(), (beside, callId, queue, listener) -> {
            AudioEnd made = begin(holding.user(), callId, beside::loop, this::audio);
            made.listen(queue, listener);
            return made;
        });
    }

    /** How long a sound is. */
    Duration length(Sound sound, String language) throws MediaException {
        long millis = 0;
        for (Clip clip : library.clips(sound, language)) {
            millis += clip.millis();
        }
        return Library.endless(sound) ? Duration.ZERO : Duration.ofMillis(millis);
    }

    private <T> T begin(MediaUser user, String callId, Function<Holding, T> maker) {
        return begin(user, callId, this::nextLoop, maker);
    }

    private <T> T begin(MediaUser user, String callId, Supplier<Loop> loop, Function<Holding, T> maker) {
        Holding holding = holding(user, callId, random.nextLong(), loop.get());
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
            Holding holding = holding(user, callId, id, loop(memory));
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

    private Holding holding(MediaUser user, String callId, long id, Loop loop) {
        return new Holding(callId, id, user, settings, pool, loop, open);
    }

    private Loop nextLoop() {
        return loops.get(Math.floorMod(turn.getAndIncrement(), settings.threads()));
    }

    /** The same for all that had the same before: what was joined can be joined again. */
    private Loop loop(Memory memory) {
        return memory.find(Memory.LOOP_KEY, Integer.class)
                .map(before -> loops.get(Math.floorMod(before, settings.threads())))
                .orElseGet(this::nextLoop);
    }

    /** Relays are left alone: who carries calls may keep one over its own replacement without a word, and closes it. */
    private void look() {
        pool.awaitNoLonger();
        open.values().stream()
                .filter(holding -> holding.served() instanceof MediaPort)
                .forEach(Holding::look);
    }

    private <T> List<T> served(Class<T> type) {
        return open.values().stream()
                .map(Holding::served)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private void complain(String inForce) {
        refused.forEach(problem -> log.error("{}", problem));
        log.error("{} is refused; {}", PID, inForce);
    }

    /** Threads are added and never taken away: those too many get no new calls, and wait. */
    private void startLoops(int count) throws IOException {
        List<Loop> added = new ArrayList<>();
        for (int i = loops.size(); i < count; i++) {
            added.add(new Loop(i, "strowger-media-" + (i + 1), System::nanoTime));
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
