// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The events of all calls on disk. Every file begins with all that must be known to go on from there, so that the newest whole one is
 * enough to read. One thread.
 */
final class Journal implements AutoCloseable {
    /** How long a file grows before the next one begins. */
    private static final long LENGTH = 16L << 20;
    /** The call of the lines that a file begins with and that its beginning ends with: no call has an empty id. */
    private static final String HEAD = "";

    private final Segments segments;
    private final String process;
    private final long most;
    private long number;

    /** What was found. */
    record Found(Deriver deriver, boolean sameProcess, List<CallRecord> ended) {}

    /**
     * @param process tells this run of the process from every other
     * @param most how many bytes all files may have
     */
    Journal(Segments segments, String process, long most) {
        this.segments = segments;
        this.process = process;
        this.most = most;
    }

    /**
     * Reads what is there.
     *
     * @param first the number of the first record where nothing is there
     */
    Found recover(long first) throws IOException {
        List<Long> numbers = segments.numbers();
        for (int i = numbers.size() - 1; i >= 0; i--) {
            number = Math.max(number, numbers.get(i));
            Reading reading = new Reading();
            read(numbers.get(i), reading);
            if (reading.whole) {
                return new Found(reading.deriver, reading.writer.equals(process), reading.ended);
            }
        }
        return new Found(new Deriver(first), false, List.of());
    }

    private void read(long segment, Reading reading) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(segments.file(segment), StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonLines.entry(line).ifPresent(reading);
            }
        }
    }

    /** A file being read. */
    private static final class Reading implements Consumer<Entry> {
        private Deriver deriver = new Deriver(0);
        private final List<CallRecord> ended = new ArrayList<>();
        private String writer = "";
        private boolean whole;

        @Override
        public void accept(Entry entry) {
            if (!entry.call().equals(HEAD)) {
                ended.addAll(deriver.on(entry));
            } else if (entry.get("next").isEmpty()) {
                whole = true;
            } else {
                deriver = new Deriver(Long.parseLong(entry.get("next")));
                writer = entry.get("process");
            }
        }
    }

    /** Begins a file: with what is known now. */
    void begin(Deriver known, Instant now) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(JsonLines.write(new Entry(
                Entry.Kind.OPEN, HEAD, now, Map.of("next", Long.toString(known.next()), "process", process))));
        known.snapshot().forEach(entry -> head.writeBytes(JsonLines.write(entry)));
        head.writeBytes(JsonLines.write(new Entry(Entry.Kind.OPEN, HEAD, now, Map.of())));
        segments.open(++number);
        segments.append(ByteBuffer.wrap(head.toByteArray()));
        segments.force();
        segments.trim(most);
    }

    boolean full() {
        return segments.length() > LENGTH;
    }

    void append(List<Entry> entries) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(entries.size() * 256);
        entries.forEach(entry -> lines.writeBytes(JsonLines.write(entry)));
        segments.append(ByteBuffer.wrap(lines.toByteArray()));
    }

    void force() throws IOException {
        segments.force();
    }

    @Override
    public void close() throws IOException {
        segments.close();
    }
}
