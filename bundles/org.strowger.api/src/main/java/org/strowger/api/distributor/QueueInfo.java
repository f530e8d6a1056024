// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.distributor;

import java.time.Duration;
import java.util.Objects;

/**
 * A queue as an operator sees it, with what it has counted since it was first configured.
 *
 * @param waiting how many callers wait now
 * @param talking how many talk to an agent now
 * @param staff how many agents are logged in and not paused
 * @param longest how long the first of them has waited
 * @param offered callers who were let in
 * @param answered callers whom an agent answered
 * @param abandoned callers who hung up before
 * @param left callers who were sent elsewhere: waited too long, nobody was there, or pressed a key
 * @param refused callers who were not let in
 * @param inTime of the answered, how many within the time that the queue promises
 * @param waited how long the answered have waited, all together
 * @param talked how long agents have talked, all together
 */
public record QueueInfo(
        String queue,
        String strategy,
        int waiting,
        int talking,
        int staff,
        Duration longest,
        long offered,
        long answered,
        long abandoned,
        long left,
        long refused,
        long inTime,
        Duration waited,
        Duration talked) {
    public QueueInfo {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(longest, "longest");
        Objects.requireNonNull(waited, "waited");
        Objects.requireNonNull(talked, "talked");
    }
}
