// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the records of the spool to one sink, however slow it is, on the thread that {@link #run}s it. */
final class Feeder implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Feeder.class);
    private static final int BATCH = 500;
    private static final long IDLE_MILLIS = 1000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Spool spool;
    private final Sink sink;
    private final InstantSource clock;
    private final SpoolReader reader;
    private final Semaphore stop = new Semaphore(0);
    private volatile boolean stopping;
    private volatile long done;
    private final LongAdder written = new LongAdder();
    private volatile String trouble = "";
    private Instant since = Instant.EPOCH;
    private Duration pause = FIRST_PAUSE;

    Feeder(Spool spool, Sink sink, InstantSource clock) {
        this.spool = spool;
        this.sink = sink;
        this.clock = clock;
        this.reader = new SpoolReader(spool);
    }

    @Override
    public void run() {
        boolean known = false;
        try {
            while (!stopping || known && trouble.isEmpty() && spool.last() > done) {
                try {
                    if (!known) {
                        done = sink.last();
                        reader.reset();
                        known = true;
                    }
                    feed();
                } catch (InterruptedException interrupted) {
                    throw interrupted;
                } catch (Exception away) {
                    known = false;
                    failed(away);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private void feed() throws Exception {
        List<CallRecord> records = reader.after(done, BATCH);
        if (records.isEmpty()) {
            works();
            if (!stopping) {
                spool.await(done, IDLE_MILLIS);
            }
            return;
        }
        gap(records.get(0).seq());
        sink.write(records);
        done = records.get(records.size() - 1).seq();
        written.add(records.size());
        works();
    }

    private void gap(long next) {
        if (done > 0 && next > done + 1) {
            log.error(
                    "{}: the records {} to {} were dropped from the spool before they could be brought there",
                    sink.name(),
                    done + 1,
                    next - 1);
        }
    }

    private void works() {
        if (!trouble.isEmpty()) {
            log.info(
                    "{}: takes records again after {} s",
                    sink.name(),
                    Duration.between(since, clock.instant()).toSeconds());
            trouble = "";
        }
        pause = FIRST_PAUSE;
    }

    private void failed(Exception away) throws InterruptedException {
        if (trouble.isEmpty()) {
            since = clock.instant();
            log.warn("{}: takes no records ({}); they wait in the spool", sink.name(), away.toString());
        }
        trouble = away.toString();
        stop.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    }

    private void close() {
        try {
            sink.close();
        } catch (Exception failed) {
            log.warn("{}: could not be closed: {}", sink.name(), failed.toString());
        }
    }

    String name() {
        return sink.name();
    }

    /** The number of the last record that the sink has. Any thread. */
    long done() {
        return done;
    }

    /** How many records it was given since the start. Any thread. */
    long written() {
        return written.sum();
    }

    /** Why it takes none; empty where it does. Any thread. */
    String trouble() {
        return trouble;
    }

    /** Brings what is there, where the sink takes it, and ends. Any thread. */
    void stop() {
        stopping = true;
        stop.release();
    }
}
