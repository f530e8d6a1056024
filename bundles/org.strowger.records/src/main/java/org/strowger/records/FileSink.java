// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Files of one line a record, one for each day (UTC) on which they are written. How far it got is what the newest file ends with, or, where an
 * operator has taken that away, what a file beside the spool says.
 */
final class FileSink implements Sink {
    /** Longer than any record. */
    private static final int TAIL = 64 << 10;

    private final String suffix;
    private final Path folder;
    private final Path state;
    private final InstantSource clock;
    private final String head;
    private final Function<CallRecord, byte[]> line;
    private final Function<String, Optional<Long>> number;

    /**
     * @param state the file beside the spool
     * @param head the first line of every file; may be empty
     * @param number reads the number of a record out of its line
     */
    private FileSink(
            String suffix,
            Path folder,
            Path state,
            InstantSource clock,
            String head,
            Function<CallRecord, byte[]> line,
            Function<String, Optional<Long>> number) {
        this.suffix = suffix;
        this.folder = folder;
        this.state = state;
        this.clock = clock;
        this.head = head;
        this.line = line;
        this.number = number;
    }

    static FileSink json(Path folder, Path state, InstantSource clock) {
        return new FileSink("jsonl", folder, state, clock, "", JsonLines::write, text -> JsonLines.record(text)
                .map(CallRecord::seq));
    }

    static FileSink csv(Path folder, Path state, InstantSource clock) {
        return new FileSink("csv", folder, state, clock, CsvLines.HEAD, CsvLines::write, CsvLines::seq);
    }

    @Override
    public String name() {
        return suffix.equals("csv") ? "csv" : "json";
    }

    @Override
    public long last() throws IOException {
        Files.createDirectories(folder);
        long noted = 0;
        try {
            noted = Long.parseLong(Files.readString(state).strip());
        } catch (NoSuchFileException none) {
            noted = 0;
        } catch (NumberFormatException broken) {
            throw new IOException(state + " does not hold a number", broken);
        }
        Optional<Path> newest;
        try (Stream<Path> files = Files.list(folder)) {
            newest = files.filter(file -> file.getFileName().toString().matches("calls-[0-9-]{10}\\." + suffix))
                    .max(Comparator.naturalOrder());
        }
        return newest.isEmpty() ? noted : Math.max(noted, ending(newest.get()));
    }

    /** The number in the last whole line; a half one after it, left by a process that was killed, is cut off. */
    private long ending(Path file) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            int length = (int) Math.min(TAIL, access.length());
            byte[] tail = new byte[length];
            access.seek(access.length() - length);
            access.readFully(tail);
            String text = new String(tail, StandardCharsets.ISO_8859_1);
            int whole = text.lastIndexOf('\n') + 1;
            access.setLength(access.length() - length + whole);
            int start = text.lastIndexOf('\n', whole - 2) + 1;
            String last = new String(tail, start, Math.max(0, whole - start), StandardCharsets.UTF_8);
            return number.apply(last.strip()).orElse(0L);
        }
    }

    @Override
    public void write(List<CallRecord> records) throws IOException {
        Path file = folder.resolve("calls-" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) + "." + suffix);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long before = channel.size();
            channel.position(before);
            try {
                if (before == 0 && !head.isEmpty()) {
                    put(channel, (head + "\r\n").getBytes(StandardCharsets.UTF_8));
                }
                ByteArrayOutputStream lines = new ByteArrayOutputStream();
                records.forEach(record -> lines.writeBytes(line.apply(record)));
                put(channel, lines.toByteArray());
            } catch (IOException failed) {
                channel.truncate(before);
                throw failed;
            }
        }
        Path part = state.resolveSibling(state.getFileName() + ".part");
        Files.writeString(part, records.get(records.size() - 1).seq() + "\n");
        Files.move(part, state, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void put(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public void close() {
        // nothing is open between two batches
    }
}
