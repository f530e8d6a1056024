// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.audit.Table;
import org.strowger.api.event.CallListener;

/**
 * The books of the exchange, open: journal, spool, the sinks that were asked for, each with its thread. Begins to listen once it has
 * taken up what the last ones left. Thread-safe.
 */
final class Records implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Records.class);
    private static final long STOP_SECONDS = 5;

    private final Settings settings;
    private final Path folder;
    private final InstantSource clock;
    private final Intake intake = new Intake();
    private final Spool spool;
    private final Keeper keeper;
    private final Thread keeping;
    private final List<Feed> feeds = new ArrayList<>();
    private final CountDownLatch recovered = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private Runnable withdrawal = () -> {};

    /** A sink and the thread that feeds it. */
    private record Feed(Feeder feeder, Thread thread) {}

    /** What registers a listener, and returns how to withdraw it. */
    interface Publisher {
        Runnable publish(CallListener listener);
    }

    Records(Settings settings, Path data, Supplier<Set<String>> up, Publisher publisher) {
        this(settings, data, up, publisher, Clock.systemUTC(), process());
    }

    Records(
            Settings settings,
            Path data,
            Supplier<Set<String>> up,
            Publisher publisher,
            InstantSource clock,
            String process) {
        this.settings = settings;
        this.folder = data.resolve("records");
        this.clock = clock;
        this.spool = new Spool(new Segments(folder, "records-"), settings.spool());
        Journal journal = new Journal(new Segments(folder, "events-"), process, settings.journal());
        this.keeper = new Keeper(intake, journal, spool, up, clock, settings.sync());
        this.keeping = thread("records-journal", () -> keep(publisher));
        keeping.start();
        settings.json().ifPresent(to -> feed(FileSink.json(to, folder.resolve("json.written"), clock)));
        settings.csv().ifPresent(to -> feed(FileSink.csv(to, folder.resolve("csv.written"), clock)));
    }

    /** This run of the process, and no other with the same number. */
    private static String process() {
        ProcessHandle self = ProcessHandle.current();
        return self.pid() + "@"
                + self.info().startInstant().map(Object::toString).orElse("");
    }

    private static Thread thread(String name, Runnable task) {
        Thread made = new Thread(task, name);
        made.setDaemon(true);
        return made;
    }

    private void keep(Publisher publisher) {
        try {
            keeper.recover();
        } catch (IOException unusable) {
            log.error("There will be no call records: {} cannot be used", folder, unusable);
            return;
        }
        recovered.countDown();
        publish(publisher);
        keeper.run();
    }

    private synchronized void publish(Publisher publisher) {
        if (closing.getCount() > 0) {
            withdrawal = publisher.publish(intake);
        }
    }

    private synchronized void withdraw() {
        closing.countDown();
        withdrawal.run();
        withdrawal = () -> {};
    }

    Settings settings() {
        return settings;
    }

    /** Feeds a sink from now on; {@link #release} or {@link #close} ends that. */
    synchronized Feeder feed(Sink sink) {
        Feeder feeder = new Feeder(spool, sink, clock);
        Thread thread = thread("records-" + sink.name(), () -> {
            try {
                recovered.await();
                feeder.run();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        feeds.add(new Feed(feeder, thread));
        thread.start();
        return feeder;
    }

    /** Lets a sink have what is there, if it takes it, and feeds it no longer. */
    void release(Feeder feeder) throws InterruptedException {
        List<Feed> ending;
        synchronized (this) {
            ending = feeds.stream().filter(feed -> feed.feeder() == feeder).toList();
            feeds.removeAll(ending);
        }
        for (Feed feed : ending) {
            feed.feeder().stop();
            join(feed.thread());
        }
    }

    private static void join(Thread thread) throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        if (thread.isAlive()) {
            thread.interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        withdraw();
        keeper.stop();
        if (recovered.getCount() > 0) {
            keeping.interrupt();
        }
        join(keeping);
        for (Feeder feeder : feeders()) {
            release(feeder);
        }
    }

    // ---- looking in

    private synchronized List<Feeder> feeders() {
        return feeds.stream().map(Feed::feeder).toList();
    }

    /** The newest records that are wanted, the newest first. */
    List<CallRecord> newest(Predicate<CallRecord> wanted, int most) throws IOException {
        return spool.newest(wanted, most);
    }

    /** What each sink has, lacks, and suffers from. */
    List<Map<String, Object>> sinks() {
        return feeders().stream()
                .map(feeder -> Map.<String, Object>of(
                        "sink", feeder.name(),
                        "written", feeder.written(),
                        "waiting", Math.max(0, spool.last() - feeder.done()),
                        "trouble", feeder.trouble()))
                .toList();
    }

    /** How many events were lost since the start, because the disk was too slow. */
    long lost() {
        return intake.lost();
    }

    List<Table> tables() {
        Set<String> open = keeper.open();
        return List.of(
                new Table("open records", open.size(), Long.MAX_VALUE, true, open),
                new Table("events", intake.size(), Intake.BOUND, true, Set.of()));
    }
}
