// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.strowger.api.call.Callin;
import org.strowger.api.media.Media;
import org.strowger.api.media.MediaPort;
import org.strowger.api.media.Relay;

/** Relays, echoes and the sockets under them. Immediate, so that a bad file is told at start, not by the first call. */
@Component(
        service = {Media.class, Audited.class, Streams.class},
        configurationPid = MediaService.PID,
        immediate = true,
        property = Callin.ROLE + "=media")
@Designate(ocd = MediaService.Config.class)
public final class MediaService implements Media, Audited, Streams {
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

    private final Clock clock;
    private final Random random;
    private final PortPool pool;
    private final List<Loop> loops = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final Set<Holding> open = ConcurrentHashMap.newKeySet();
    private volatile Settings settings;

    @Activate
    public MediaService(Config config, Map<String, Object> properties) throws IOException {
        this(Settings.of(config, properties), Clock.systemUTC(), new SecureRandom());
    }

    MediaService(Settings settings, Clock clock, Random random) throws IOException {
        this.clock = clock;
        this.random = random;
        this.settings = settings;
        this.pool = new PortPool(settings.portMin(), settings.portMax(), random);
        startLoops(settings.threads());
        log.info("media ports {} to {}", settings.portMin(), settings.portMax());
    }

    @Modified
    void modified(Config config, Map<String, Object> properties) throws IOException {
        try {
            reconfigure(Settings.of(config, properties));
        } catch (IllegalArgumentException e) {
            log.error("{}; what held before stays", e.getMessage());
        }
    }

    void reconfigure(Settings latest) throws IOException {
        startLoops(latest.threads());
        pool.range(latest.portMin(), latest.portMax());
        settings = latest;
        log.info("media ports {} to {} for new calls", latest.portMin(), latest.portMax());
    }

    @Deactivate
    void deactivate() {
        open.forEach(Holding::close);
        loops.forEach(Loop::close);
    }

    @Override
    public Relay relay(String callId) {
        return new MediaRelay(holding(callId), clock.instant().getEpochSecond());
    }

    @Override
    public MediaPort echo(String callId) {
        return new EchoPort(
                holding(callId), clock.instant().getEpochSecond(), random.nextInt(), (short) random.nextInt());
    }

    @Override
    public String subject() {
        return "media";
    }

    @Override
    public List<Table> tables() {
        Set<String> holders = open.stream().map(Holding::callId).collect(Collectors.toSet());
        return List.of(
                new Table("relays", open.size(), pool.bound(), true, holders),
                new Table("rtp ports", 2L * pool.size(), 2L * pool.bound(), true, pool.callIds()));
    }

    @Override
    public List<Socket> sockets() {
        return open.stream()
                .sorted(Comparator.comparing(Holding::callId))
                .flatMap(holding -> holding.pairs().stream()
                        .flatMap(pair -> Stream.of(
                                socket(holding, pair, "rtp", pair.rtp()), socket(holding, pair, "rtcp", pair.rtcp()))))
                .toList();
    }

    private Holding holding(String callId) {
        Settings now = settings;
        Loop loop = loops.get(Math.floorMod(turn.getAndIncrement(), now.threads()));
        return new Holding(callId, now, pool, loop, open);
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
