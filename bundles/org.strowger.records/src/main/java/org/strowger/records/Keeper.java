// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.event.CallEvent;

/**
 * Keeps the books: takes events from the intake, writes them to the journal, and appends the records that they complete to the spool. All
 * of it on the thread that {@link #run}s it.
 */
final class Keeper implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Keeper.class);
    private static final int BATCH = 4096;
    private static final long IDLE_MILLIS = 200;
    private static final long RETRY_MILLIS = 1000;
    private static final Duration RECONCILE = Duration.ofSeconds(30);

    private final Intake intake;
    private final Journal journal;
    private final Spool spool;
    private final Supplier<Set<String>> up;
    private final InstantSource clock;
    private final Duration sync;
    private volatile boolean stopping;
    private volatile Set<String> open = Set.of();
    private Deriver deriver;
    private Instant synced = Instant.EPOCH;
    private boolean unsynced;
    private long lost;
    private Instant reconciled = Instant.EPOCH;
    private Set<String> missing = Set.of();

    /**
     * @param up the calls that the engine carries; asked only after events were lost
     * @param sync how long what was written may not have reached the disk itself
     */
    Keeper(Intake intake, Journal journal, Spool spool, Supplier<Set<String>> up, InstantSource clock, Duration sync) {
        this.intake = intake;
        this.journal = journal;
        this.spool = spool;
        this.up = up;
        this.clock = clock;
        this.sync = sync;
    }

    /**
     * Takes up what the last one left: records of calls that had ended, and, where the process was another, an end for those that
     * were up. Then the spool can be read.
     */
    void recover() throws IOException {
        spool.open();
        Journal.Found found = journal.recover(firstNumber());
        deriver = found.deriver();
        spool.append(found.ended());
        if (spool.last() >= deriver.next()) {
            // somebody was killed just here, after the records of these calls and before a journal without them
            Set<String> up = deriver.calls();
            spool.newest(record -> up.contains(record.text(Column.CALL)), Integer.MAX_VALUE)
                    .forEach(record -> deriver.forget(record.text(Column.CALL)));
            deriver.atLeast(spool.last() + 1);
        }
        List<Entry> interrupted = found.sameProcess() ? List.of() : deriver.interrupted(draft -> true);
        List<CallRecord> records = new ArrayList<>();
        interrupted.forEach(entry -> records.addAll(deriver.on(entry)));
        spool.append(records);
        spool.force();
        journal.begin(deriver, clock.instant());
        open = deriver.calls();
        if (!interrupted.isEmpty()) {
            log.warn(
                    "{} calls were up when the exchange was last killed: their records say interrupted",
                    interrupted.size());
        }
    }

    /** Higher than any number that a spool gave that is no more: nobody gives a million a second. */
    private long firstNumber() {
        return clock.instant().getEpochSecond() * 1_000_000;
    }

    /** Until {@link #stop}, and until all that had come by then is written. */
    @Override
    public void run() {
        List<CallEvent> batch = new ArrayList<>();
        try {
            do {
                intake.take(batch, BATCH, stopping ? 0 : IDLE_MILLIS);
                keep(batch);
                batch.clear();
                reconcile();
            } while (!stopping || intake.size() > 0);
            journal.force();
            spool.force();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            log.error("What was written last may not outlast a loss of power", failed);
        } finally {
            close();
        }
    }

    private void close() {
        try {
            journal.close();
            spool.close();
        } catch (IOException failed) {
            log.error("The journal could not be closed", failed);
        }
    }

    private void keep(List<CallEvent> batch) throws InterruptedException {
        List<Entry> entries = new ArrayList<>(batch.size());
        for (CallEvent event : batch) {
            try {
                entries.add(Entries.of(event));
            } catch (RuntimeException bug) {
                log.error("{}: an event cannot be kept: {}", event.call(), event, bug);
            }
        }
        write(entries);
    }

    private void write(List<Entry> entries) throws InterruptedException {
        if (!entries.isEmpty()) {
            stubbornly(() -> journal.append(entries), "journal");
            List<CallRecord> records = new ArrayList<>();
            entries.forEach(entry -> records.addAll(deriver.on(entry)));
            open = deriver.calls();
            stubbornly(() -> spool.append(records), "spool");
            unsynced = true;
        }
        if (unsynced && !clock.instant().isBefore(synced.plus(sync))) {
            stubbornly(journal::force, "journal");
            stubbornly(spool::force, "spool");
            unsynced = false;
            synced = clock.instant();
        }
        if (journal.full()) {
            stubbornly(() -> journal.begin(deriver, clock.instant()), "journal");
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    /** A disk that is full may have room again: until then the intake fills up. */
    private void stubbornly(Step step, String what) throws InterruptedException {
        for (boolean failed = false; ; failed = true) {
            try {
                step.run();
                if (failed) {
                    log.info("The {} can be written again", what);
                }
                return;
            } catch (IOException refused) {
                if (!failed) {
                    log.error(
                            "The {} cannot be written: {}; calls go on, and their events wait",
                            what,
                            refused.toString());
                }
                synchronized (this) {
                    wait(RETRY_MILLIS);
                }
                if (stopping) {
                    log.error("The {} could not be written to the end", what);
                    throw new InterruptedException();
                }
            }
        }
    }

    /** A call whose end was lost would be up for ever: where events were lost, the engine is asked who is up. */
    private void reconcile() throws InterruptedException {
        Instant now = clock.instant();
        boolean nothingLost = lost == intake.lost() && missing.isEmpty();
        if (nothingLost || now.isBefore(reconciled.plus(RECONCILE))) {
            return;
        }
        reconciled = now;
        if (lost != intake.lost()) {
            log.error("{} events of calls were lost: the disk is too slow", intake.lost() - lost);
            lost = intake.lost();
        }
        Set<String> carried = up.get();
        Set<String> before = missing;
        missing = new HashSet<>(deriver.calls());
        missing.removeAll(carried);
        Set<String> twice = new HashSet<>(missing);
        twice.retainAll(before);
        write(deriver.interrupted(draft -> twice.contains(draft.call())));
        missing.removeAll(twice);
    }

    /** The calls that are up, as the books have it. Any thread. */
    Set<String> open() {
        return open;
    }

    /** Any thread. */
    synchronized void stop() {
        stopping = true;
        notifyAll();
    }
}
