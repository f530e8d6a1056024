// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.strowger.api.media.AudioEvent;

/**
 * Records one call: each beat 20 ms of what is heard and of what is said. A second at a time goes to the thread that writes. Confined to
 * the loop's thread but for what is said to be the writer's.
 */
final class Recorder {
    private static final int SECOND = Codec.CLOCK;
    /** So many seconds may wait for the disk. */
    private static final int MOST_WAITING = 30;

    private final Recordings recordings;
    private final Path file;
    private final boolean stereo;
    private final Consumer<AudioEvent> events;
    private final AudioQueue heard = new AudioQueue();
    private final AudioQueue passed = new AudioQueue();
    private final short[] left = new short[Codec.FRAME];
    private final short[] right = new short[Codec.FRAME];
    private final short[] wide = new short[2 * Codec.FRAME];
    private final Halves halves = new Halves();
    private final AtomicInteger waiting = new AtomicInteger();
    private Codec codec;
    private Codec.Decoder decoder;
    private ByteBuffer second;
    private boolean over;

    /** The writer's. */
    private FileChannel channel;

    private long samples;
    private boolean failed;

    Recorder(Recordings recordings, Path file, boolean stereo, Consumer<AudioEvent> events) {
        this.recordings = recordings;
        this.file = file;
        this.stereo = stereo;
        this.events = events;
        this.second = empty();
        recordings.write(() -> attempt(() -> channel = recordings.begin(file, channels())));
    }

    /** The name of a further file of the same recording. */
    static Path further(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
        for (int n = 2; ; n++) {
            Path next = file.resolveSibling(name.substring(0, dot) + "-" + n + name.substring(dot));
            if (!Files.exists(next)) {
                return next;
            }
        }
    }

    /** What another recorder needs to go on in a further file. */
    Map<String, Object> values() {
        return Map.of("file", file.toString(), "stereo", stereo);
    }

    /** Where the audio of the far end is put. */
    AudioQueue heard() {
        return heard;
    }

    /** Where the audio is put that is passed to the far end. */
    AudioQueue passed() {
        return passed;
    }

    /**
     * 20 ms have passed.
     *
     * @param sent what was said in them; null for what is passed, or nothing
     */
    void beat(byte[] sent, Codec by) {
        if (over) {
            return;
        }
        heard.take(left);
        passed.take(right);
        if (sent != null) {
            decode(sent, by);
        }
        for (int i = 0; i < Codec.FRAME; i++) {
            if (stereo) {
                second.putShort(left[i]).putShort(right[i]);
            } else {
                second.putShort((short) G722Band.saturate(left[i] + right[i]));
            }
        }
        if (!second.hasRemaining()) {
            flush();
        }
    }

    private void decode(byte[] sent, Codec by) {
        if (by != codec) {
            codec = by;
            decoder = by.decoder();
        }
        if (by.rate() == Codec.CLOCK) {
            decoder.decode(sent, 0, sent.length, right);
        } else {
            decoder.decode(sent, 0, sent.length, wide);
            halves.halve(wide, right, Codec.FRAME);
        }
    }

    private void flush() {
        ByteBuffer full = second.flip();
        second = empty();
        if (waiting.incrementAndGet() > MOST_WAITING) {
            over = true;
            recordings.write(() -> fail("the disk does not keep up"));
            return;
        }
        recordings.write(() -> {
            waiting.decrementAndGet();
            attempt(() -> append(full));
        });
    }

    private void append(ByteBuffer full) throws IOException {
        samples += full.remaining() / 2 / channels();
        Recordings.append(channel, full);
    }

    /** Completes the file. Also on another thread, once the loop has ended. */
    void finish() {
        if (over) {
            return;
        }
        over = true;
        ByteBuffer rest = second.flip();
        recordings.write(() -> attempt(() -> {
            append(rest);
            recordings.complete(channel, file);
            events.accept(new AudioEvent.Recorded(file, Duration.ofMillis(samples * 1_000 / Codec.CLOCK)));
        }));
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void attempt(Writing writing) {
        if (failed) {
            return;
        }
        try {
            writing.run();
        } catch (IOException e) {
            fail(e.toString());
        }
    }

    private void fail(String reason) {
        if (failed) {
            return;
        }
        failed = true;
        try {
            if (channel != null) {
                recordings.complete(channel, file);
            }
        } catch (IOException e) {
            events.accept(new AudioEvent.RecordingFailed(file, reason + "; " + e));
            return;
        }
        events.accept(new AudioEvent.RecordingFailed(file, reason));
    }

    private int channels() {
        return stereo ? 2 : 1;
    }

    private ByteBuffer empty() {
        return ByteBuffer.allocate(2 * channels() * SECOND).order(ByteOrder.LITTLE_ENDIAN);
    }
}
