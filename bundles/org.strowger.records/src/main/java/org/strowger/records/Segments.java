// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Lines in files of a folder, each named by a number that grows. What was written has left the process when {@link #append} returns, and
 * survives its being killed; a half line at the end, left by that, is cut off by the next. One thread writes.
 */
final class Segments implements AutoCloseable {
    private static final String SUFFIX = ".jsonl";

    private final Path folder;
    private final String prefix;
    private FileChannel channel;
    private long written;

    Segments(Path folder, String prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    /** The numbers of the files that are there, in order. Any thread. */
    List<Long> numbers() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix) && name.endsWith(SUFFIX))
                    .map(name -> name.substring(prefix.length(), name.length() - SUFFIX.length()))
                    .filter(number -> number.matches("\\d{19}"))
                    .map(Long::valueOf)
                    .sorted()
                    .toList();
        }
    }

    Path file(long number) {
        return folder.resolve(prefix + String.format(Locale.ROOT, "%019d", number) + SUFFIX);
    }

    /** Goes on in a file, new or old; a half line at its end is cut off. */
    void open(long number) throws IOException {
        close();
        Files.createDirectories(folder);
        Path file = file(number);
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
        written = wholeLines(channel);
        channel.truncate(written);
        channel.position(written);
    }

    private static long wholeLines(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            one.clear();
            channel.read(one, end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }

    /** Writes all of it, or, where that fails, nothing. */
    void append(ByteBuffer lines) throws IOException {
        if (channel == null) {
            throw new IOException("no file of " + folder + " is open");
        }
        try {
            while (lines.hasRemaining()) {
                channel.write(lines);
            }
            written = channel.position();
        } catch (IOException failed) {
            channel.truncate(written);
            channel.position(written);
            throw failed;
        }
    }

    /** How long the present file is. */
    long length() {
        return written;
    }

    /** Waits until the disk has it: against a loss of power. */
    void force() throws IOException {
        if (channel != null) {
            channel.force(false);
        }
    }

    /** Deletes the oldest files until the rest is no longer than this; the newest stays. Returns the numbers of those that went. */
    List<Long> trim(long most) throws IOException {
        List<Long> gone = new ArrayList<>();
        List<Long> there = numbers();
        long total = 0;
        for (long number : there) {
            total += Files.size(file(number));
        }
        for (int i = 0; i < there.size() - 1 && total > most; i++) {
            total -= Files.size(file(there.get(i)));
            Files.delete(file(there.get(i)));
            gone.add(there.get(i));
        }
        return gone;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
