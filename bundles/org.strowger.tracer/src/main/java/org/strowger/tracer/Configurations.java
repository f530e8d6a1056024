// SPDX-License-Identifier: Apache-2.0
package org.strowger.tracer;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;

/** When each of our configurations was last changed, since this has been looking. Thread-safe. */
final class Configurations implements SynchronousConfigurationListener {
    /** More than anybody has lines and queues. */
    private static final int MOST = 10_000;

    private static final String OURS = "org.strowger.";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Map<String, Instant> changed = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final String before;

    Configurations(InstantSource clock) {
        this.clock = clock;
        this.before = "configured before " + TIME.format(clock.instant());
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        String pid = event.getPid();
        if (pid.startsWith(OURS) && changed.size() < MOST) {
            changed.put(pid, clock.instant());
        }
    }

    /** Since when the configuration of a role, such as {@code trunk-carrier}, is as it is, in words. */
    String of(String role) {
        Instant at = changed.get(OURS + role.replaceFirst("-", "~"));
        return at == null ? before : "configured " + TIME.format(at);
    }
}
