// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes recordings, by one thread for all. A file has {@value #PART} behind its name until it is complete, and its header is right
 * after each second: whenever the process dies, it can be read, and the next start gives it its name.
 */
final class Recordings implements AutoCloseable {
    static final String PART = ".part";

    private static final Logger log = LoggerFactory.getLogger(Recordings.class);
    private static final int HEADER = 44;
    private static final long STOP_MILLIS = 2_000;

    private final Path list;
    private final Set<String> begun = new TreeSet<>();
    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "strowger-media-recorder");
        thread.setDaemon(true);
        return thread;
    });

    /** @param list a file that outlives the process, for the names of what is being recorded */
    Recordings(Path list) {
        this.list = list;
        writer.execute(this::repair);
    }

    /** Runs a piece of writing, in order. */
    void write(Runnable task) {
        try {
            writer.execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("the recorder has stopped");
        }
    }

    /** Begins a file: folders, header, an entry in the list. On the writer's thread. */
    FileChannel begin(Path file, int channels) throws IOException {
        if (Files.exists(file)) {
            throw new IOException("it is there already");
        }
        Path parent = file.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        FileChannel channel = FileChannel.open(
                part(file), StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        begun.add(file.toAbsolutePath().toString());
        note();
        write(channel, header(channels, 0), 0);
        return channel;
    }

    /** Adds samples, and makes the header true again. On the writer's thread. */
    static void append(FileChannel channel, ByteBuffer samples) throws IOException {
        write(channel, samples, channel.size());
        size(channel);
    }

    /** Gives a file its name. On the writer's thread. */
    void complete(FileChannel channel, Path file) throws IOException {
        channel.force(false);
        channel.close();
        Files.move(part(file), file, StandardCopyOption.ATOMIC_MOVE);
        forget(file);
    }

    private void forget(Path file) {
        begun.remove(file.toAbsolutePath().toString());
        note();
    }

    private static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + PART);
    }

    /** What a process that died has left. */
    private void repair() {
        try {
            if (!Files.exists(list)) {
                return;
            }
            for (String line : Files.readAllLines(list)) {
                repair(Path.of(line));
            }
            Files.deleteIfExists(list);
        } catch (IOException e) {
            log.warn("{} cannot be read: recordings of before may still have {} behind their names", list, PART, e);
        }
    }

    private static void repair(Path file) {
        Path part = part(file);
        if (!Files.exists(part)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() < HEADER) {
                log.warn("{} holds nothing", part);
                return;
            }
            size(channel);
            channel.force(false);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            log.info("{} was being recorded when the process died, and is complete now", file);
        } catch (IOException e) {
            log.warn("{} cannot be completed: {}", part, e.toString());
        }
    }

    private void note() {
        try {
            Files.write(list, begun);
        } catch (IOException e) {
            log.warn("{} cannot be written: what is recorded now keeps {} should the process die", list, PART, e);
        }
    }

    private static void size(FileChannel channel) throws IOException {
        int data = (int) Math.min(0xFFFF_FFFFL - HEADER, channel.size() - HEADER);
        write(channel, little(4).putInt(HEADER - 8 + data).flip(), 4);
        write(channel, little(4).putInt(data).flip(), HEADER - 4L);
    }

    private static ByteBuffer header(int channels, int data) {
        return little(HEADER)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(HEADER - 8 + data)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) channels)
                .putInt(Codec.CLOCK)
                .putInt(Codec.CLOCK * 2 * channels)
                .putShort((short) (2 * channels))
                .putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(data)
                .flip();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        long place = at;
        while (bytes.hasRemaining()) {
            place += channel.write(bytes, place);
        }
    }

    /** Waits for what is to be written. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                log.warn("recordings were not written within {} ms", STOP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
