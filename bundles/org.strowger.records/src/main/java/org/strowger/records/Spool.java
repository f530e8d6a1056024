// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All records on disk, the newest as many as the bound allows: what sinks are fed from, however long they were away, and what the console
 * shows. One thread writes, any reads.
 */
final class Spool implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Spool.class);

    private final Segments segments;
    private final long most;
    private final long length;
    private volatile long last;

    /**
     * @param most how many bytes all files may have
     */
    Spool(Segments segments, long most) {
        this.segments = segments;
        this.most = most;
        this.length = Math.max(64 << 10, most / 16);
    }

    /** Finds out where it ends; then records can be appended. */
    void open() throws IOException {
        List<Long> numbers = segments.numbers();
        if (!numbers.isEmpty()) {
            long newest = numbers.get(numbers.size() - 1);
            segments.open(newest);
            last = newest - 1;
            scan(newest, record -> {
                last = Math.max(last, record.seq());
                return false;
            });
        }
    }

    /** The number of the newest record; 0 where there is none. Any thread. */
    long last() {
        return last;
    }

    /** Appends records, each of which has a higher number than all before; others are passed over. */
    void append(List<CallRecord> records) throws IOException {
        List<CallRecord> fresh =
                records.stream().filter(record -> record.seq() > last).toList();
        if (fresh.isEmpty()) {
            return;
        }
        if (last == 0 || segments.length() > length) {
            segments.open(fresh.get(0).seq());
            segments.trim(most);
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream(fresh.size() * 512);
        fresh.forEach(record -> lines.writeBytes(JsonLines.write(record)));
        segments.append(ByteBuffer.wrap(lines.toByteArray()));
        synchronized (this) {
            last = fresh.get(fresh.size() - 1).seq();
            notifyAll();
        }
    }

    void force() throws IOException {
        segments.force();
    }

    /** Waits until there is a record with a higher number, but not for long. Any thread. */
    synchronized void await(long seq, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; last <= seq && left > 0; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
    }

    Segments segments() {
        return segments;
    }

    /** The newest records that are wanted, the newest first. Any thread. */
    List<CallRecord> newest(Predicate<CallRecord> wanted, int most) throws IOException {
        List<CallRecord> found = new ArrayList<>();
        List<Long> numbers = segments.numbers();
        for (int i = numbers.size() - 1; i >= 0 && found.size() < most; i--) {
            Deque<CallRecord> here = new ArrayDeque<>();
            scan(numbers.get(i), record -> {
                if (wanted.test(record)) {
                    here.push(record);
                }
                return false;
            });
            here.stream().limit(most - (long) found.size()).forEach(found::add);
        }
        return found;
    }

    /** Reads a file until somebody has enough. */
    private void scan(long number, Predicate<CallRecord> enough) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(segments.file(number), StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                var record = JsonLines.record(line);
                if (record.isEmpty()) {
                    log.debug("{} holds a line that is no record", segments.file(number));
                } else if (enough.test(record.get())) {
                    return;
                }
            }
        } catch (NoSuchFileException trimmed) {
            log.debug("{} was the oldest and has gone", trimmed.getFile());
        }
    }

    @Override
    public void close() throws IOException {
        segments.close();
    }
}
