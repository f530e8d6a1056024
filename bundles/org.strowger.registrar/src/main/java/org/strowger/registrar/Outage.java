// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the database is away: when to try it again, and one line in the log when it goes and when it comes back. */
final class Outage {
    private static final Logger log = LoggerFactory.getLogger(Outage.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final InstantSource clock;
    private Instant since;
    private Instant next = Instant.MIN;
    private Duration pause = FIRST_PAUSE;

    Outage(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether the time has come to try. */
    boolean mayTry() {
        return !clock.instant().isBefore(next);
    }

    /** An attempt failed. */
    void failed(String consequence, SQLException reason) {
        Instant now = clock.instant();
        if (since == null) {
            since = now;
            log.warn("The database is away ({}): {}", reason.getMessage(), consequence);
        }
        next = now.plus(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    }

    /** An attempt succeeded. */
    void over() {
        if (since != null) {
            log.info(
                    "The database is back after {} s",
                    Duration.between(since, clock.instant()).toSeconds());
        }
        since = null;
        next = Instant.MIN;
        pause = FIRST_PAUSE;
    }
}
