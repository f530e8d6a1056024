// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A steady beat of 20 ms for each of many, spread over four moments, so that packets are heard between them. Beats that were missed,
 * because the thread had to wait, are made up for, so that no audio is lost; after a long sleep time is let go. Confined to the
 * loop's thread.
 */
final class Metronome {
    /** What wants a beat. */
    interface Follower {
        /** Every 20 ms. */
        void beat();
    }

    private static final Logger log = LoggerFactory.getLogger(Metronome.class);
    private static final int MOMENTS = 4;
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(5);

    /** So much may be made up for: more would arrive too late to be heard, and at once. */
    private static final int MOST_MISSED = 10 * MOMENTS;

    private final List<List<Follower>> followers = new ArrayList<>();
    private int count;
    private long step;
    private long due;

    Metronome() {
        for (int i = 0; i < MOMENTS; i++) {
            followers.add(new ArrayList<>());
        }
    }

    /** The first beat is within 5 ms. */
    void add(Follower follower, long now) {
        if (count++ == 0) {
            due = now;
        }
        int next = (int) (step % MOMENTS);
        List<Follower> least = followers.get(next);
        for (int i = 1; i < MOMENTS; i++) {
            List<Follower> other = followers.get((next + i) % MOMENTS);
            least = other.size() < least.size() ? other : least;
        }
        least.add(follower);
    }

    void remove(Follower follower) {
        for (List<Follower> each : followers) {
            if (each.remove(follower)) {
                count--;
            }
        }
    }

    /** How long, in milliseconds, until the next beat; negative where there is none to come. */
    long pause(long now) {
        return count == 0 ? -1 : Math.max(0, (due - now + 999_999) / 1_000_000);
    }

    /** Gives the beats that are due. */
    void run(long now) {
        if (count == 0) {
            return;
        }
        long missed = (now - due) / STEP;
        if (missed > MOST_MISSED) {
            due += (missed - MOST_MISSED) * STEP;
        }
        while (count > 0 && now - due >= 0) {
            beat(followers.get((int) (step % MOMENTS)));
            step++;
            due += STEP;
        }
    }

    private void beat(List<Follower> at) {
        for (int i = at.size() - 1; i >= 0; i--) {
            Follower follower = at.get(i);
            try {
                follower.beat();
            } catch (RuntimeException e) {
                // A fault that each beat would bring again: this one is lost, the other calls are not.
                log.error("{} stopped after a fault", follower, e);
                at.remove(follower);
                count--;
            }
        }
    }
}
