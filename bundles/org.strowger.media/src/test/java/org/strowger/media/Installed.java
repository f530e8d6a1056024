// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.strowger.api.media.MediaPort;
import org.strowger.api.media.Relay;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

/** The bundle, started, with one other bundle that uses it. */
record Installed(MediaService service, MediaUser user, ManualScheduler timer) implements AutoCloseable {
    static final Map<String, Object> RANGE = Map.of("port.min", 21_000, "port.max", 21_999);

    /**
     * @param storage of the bundle, which an update leaves alone
     * @param seed another for each version that is installed
     */
    static Installed start(Path storage, int seed, Map<String, ?> properties) throws IOException {
        ManualScheduler timer = new ManualScheduler(new StillClock());
        MediaService service = new MediaService(
                patient(properties),
                Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC),
                new Random(seed),
                new LastPorts(storage.resolve("ports"), () -> List.of(storage.resolve("ports"))),
                new Speech(),
                new Recordings(storage.resolve("recordings")),
                timer);
        return new Installed(service, new MediaUser(service), timer);
    }

    void configure(Map<String, ?> properties) throws IOException {
        service.modified(patient(properties));
    }

    Relay relay(String callId) {
        return user.relay(callId, Map.of());
    }

    MediaPort echo(String callId) {
        return user.echo(callId, Map.of());
    }

    long ports() {
        return service.tables().get(1).size();
    }

    /** Lets the time pass after which media that nobody uses is looked at. */
    void look() {
        timer.advance(Duration.ofMinutes(2));
    }

    @Override
    public void close() {
        service.deactivate();
    }

    /** No latch gives way or believes a stranger because a test is slow. */
    private static Map<String, Object> patient(Map<String, ?> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.putIfAbsent("threads", 1);
        all.put("latch.window", 60_000);
        all.put("latch.silence", 600_000);
        return all;
    }
}
