// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.strowger.api.call.Query;
import org.strowger.api.media.AudioEvent;
import org.strowger.api.media.AudioEvent.End;
import org.strowger.api.media.AudioEvent.Key.Way;
import org.strowger.api.media.Quality;

/**
 * What passes at one port: its voice, its ear, announcements, keys, recording. Commands come from the call's thread and are carried
 * out on the loop's; what happens is told to {@link Events}.
 */
final class Talk implements Metronome.Follower {
    /** What a talk needs of the bundle. */
    record Studio(Library library, Recordings recordings, AudioSettings settings, Clock clock) {}

    /** What a talk was, and is to be again. */
    record Before(Voicing voicing, Optional<Agreed> agreed, Optional<Playing> playing, Optional<Memory> recording) {
        /** Where a stream was at a moment. */
        record Voicing(int ssrc, int sequence, int timestamp) {}

        static Before of(Memory memory) {
            Memory voice = memory.part("voice");
            return new Before(
                    new Voicing(
                            voice.get("ssrc", Integer.class),
                            voice.get("sequence", Integer.class),
                            voice.get("timestamp", Integer.class)),
                    memory.find("agreed", Map.class).map(Memory::new).map(Agreed::of),
                    memory.find("playing", Map.class).map(Memory::new).map(Playing::of),
                    memory.find("recording", Map.class).map(Memory::new));
        }
    }

    private static final long BEAT_MILLIS = 20;

    private final Studio studio;
    private final Loop loop;
    private final Events events = new Events();
    private final KeyPresses presses = new KeyPresses();
    private final AtomicReference<Playing> playing = new AtomicReference<>();
    private final Ear ear = new Ear(this::key);
    private Before.Voicing start;
    private volatile Voice voice;
    private volatile Rtcp rtcp;
    private volatile Agreed agreed;
    private volatile Recorder recorder;

    /** The loop's. */
    private long quiet;

    private boolean silent;
    private Talk other;

    Talk(Studio studio, Loop loop, Before.Voicing start) {
        this.studio = studio;
        this.loop = loop;
        this.start = start;
    }

    Events events() {
        return events;
    }

    /** The sockets are there. */
    void begin(PortPair pair) {
        Voice made =
                new Voice(pair.rtp(), loop.outgoing(), start.ssrc(), start.sequence(), start.timestamp(), this::whole);
        Rtcp reports = new Rtcp(pair.rtcp(), loop.outgoing(), made, ear.reception());
        voice = made;
        rtcp = reports;
        pair.rtp().listen(packet -> {
            quiet = 0;
            silent = false;
            ear.hear(packet, clock());
        });
        pair.rtcp().listen(packet -> {
            quiet = 0;
            reports.hear(packet, studio.clock().millis());
        });
        loop.execute(() -> loop.follow(this));
    }

    private int clock() {
        return (int) (loop.nanos() / (TimeUnit.SECONDS.toNanos(1) / Codec.CLOCK));
    }

    @Override
    public void beat() {
        Voice speaking = voice;
        speaking.beat();
        rtcp.beat(studio.clock().millis());
        Recorder recording = recorder;
        if (recording != null && agreed != null) {
            recording.beat(speaking.sent(), agreed.codec());
        }
        long limit = studio.settings().silenceMillis();
        if (agreed != null && agreed.heard() && limit > 0 && (quiet += BEAT_MILLIS) >= limit && !silent) {
            silent = true;
            events.tell(new AudioEvent.Silent(Duration.ofMillis(quiet)));
        }
    }

    /** Both have described themselves. */
    void agree(Agreed latest) {
        Agreed before = agreed;
        agreed = latest;
        loop.execute(() -> {
            voice.agree(latest);
            ear.agree(latest, studio.settings().tones());
            quiet = 0;
            if (other != null) {
                bridge(other);
            }
        });
        Playing now = playing.get();
        if (now != null && (before == null || before.codec() != latest.codec())) {
            load(now);
        }
    }

    void play(Playing next) {
        Playing before = playing.getAndSet(next);
        tellOver(before, End.STOPPED, "");
        if (agreed != null) {
            load(next);
        }
    }

    private void load(Playing what) {
        studio.library().load(what, agreed.codec(), program -> loop.execute(() -> start(program)), reason -> {
            if (playing.compareAndSet(what, null)) {
                tellOver(what, End.FAILED, reason);
            }
        });
    }

    private void start(Program program) {
        if (playing.get() == program.playing()) {
            voice.play(program);
        }
    }

    void stop() {
        Playing before = playing.getAndSet(null);
        tellOver(before, End.STOPPED, "");
        loop.execute(this::hush);
    }

    /** On the loop's thread; what plays by now may be something newer. */
    private void hush() {
        if (playing.get() == null && voice != null) {
            voice.stop();
        }
    }

    private void whole(Playing what) {
        if (playing.compareAndSet(what, null)) {
            tellOver(what, End.WHOLE, "");
        }
    }

    private void tellOver(Playing what, End end, String reason) {
        if (what != null) {
            events.tell(new AudioEvent.Played(what.announcement().id(), end, reason));
        }
    }

    private void key(char key, Way way) {
        if (!presses.take(key, way, studio.clock().millis())) {
            return;
        }
        Playing now = playing.get();
        if (now != null && now.announcement().untilKey() && playing.compareAndSet(now, null)) {
            tellOver(now, End.KEY, "");
            loop.execute(this::hush);
        }
        events.tell(new AudioEvent.Key(key, way));
    }

    boolean info(Query info) {
        Optional<Character> key = KeyInfo.key(info);
        key.ifPresent(pressed -> {
            key(pressed, Way.INFO);
            loop.execute(() -> {
                if (other != null) {
                    other.press(String.valueOf(pressed));
                }
            });
        });
        return key.isPresent() || KeyInfo.isKeys(info);
    }

    void press(String keys) {
        Agreed now = agreed;
        for (char key : keys.toCharArray()) {
            if (KeyEvents.code(key) < 0) {
                throw new IllegalArgumentException("'" + key + "' is no key");
            }
            byte[] tones = now == null || now.events() >= 0
                    ? null
                    : Tones.key(key, 100).encoded(now.codec());
            if (now != null) {
                loop.execute(() -> voice.press(key, tones));
            }
        }
    }

    void record(Path file, boolean stereo) {
        stopRecording();
        Recorder next = new Recorder(studio.recordings(), file, stereo, events::tell);
        recorder = next;
        loop.execute(() -> {
            ear.want(next.heard());
            if (other != null) {
                other.ear.want(next.passed());
            }
        });
    }

    void stopRecording() {
        Recorder before = recorder;
        recorder = null;
        if (before != null) {
            loop.execute(() -> {
                ear.unwant(before.heard());
                if (other != null) {
                    other.ear.unwant(before.passed());
                }
                before.finish();
            });
        }
    }

    void join(Talk next) {
        loop.execute(() -> {
            if (other != next) {
                separate();
                next.separate();
                bridge(next);
            }
        });
    }

    /** On the loop's thread. */
    private void bridge(Talk next) {
        other = next;
        next.other = this;
        tap(next);
        next.tap(this);
        Recorder here = recorder;
        Recorder there = next.recorder;
        if (here != null) {
            next.ear.unwant(here.passed());
            next.ear.want(here.passed());
        }
        if (there != null) {
            ear.unwant(there.passed());
            ear.want(there.passed());
        }
    }

    private void tap(Talk next) {
        ear.tap(agreed == null || next.voice == null ? null : new Passage(agreed.codec(), next.voice));
    }

    void part() {
        loop.execute(this::separate);
    }

    private void separate() {
        Talk before = other;
        if (before == null) {
            return;
        }
        other = null;
        before.other = null;
        ear.tap(null);
        before.ear.tap(null);
        if (recorder != null) {
            before.ear.unwant(recorder.passed());
        }
        if (before.recorder != null) {
            ear.unwant(before.recorder.passed());
        }
    }

    Quality quality() {
        Reception heard = ear.reception();
        Voice speaking = voice;
        Rtcp reports = rtcp;
        return new Quality(
                heard.received(),
                heard.lost(),
                heard.jitterMillis(),
                speaking == null ? 0 : speaking.packets(),
                reports == null ? -1 : reports.lostThere(),
                reports == null || reports.jitterThere() < 0 ? -1 : reports.jitterThere() * 1_000.0 / Codec.CLOCK);
    }

    /** Goes on where another was; the sockets are open by now, if they could be had. */
    void resume(Before before) {
        playing.set(before.playing().orElse(null));
        if (voice == null) {
            agreed = before.agreed().orElse(null);
        } else {
            before.agreed().ifPresent(this::agree);
        }
        before.recording()
                .ifPresent(recording -> record(
                        Recorder.further(Path.of(recording.get("file", String.class))),
                        recording.get("stereo", Boolean.class)));
    }

    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        Voice speaking = voice;
        values.put(
                "voice",
                speaking == null
                        ? Map.of("ssrc", start.ssrc(), "sequence", start.sequence(), "timestamp", start.timestamp())
                        : speaking.values());
        Optional.ofNullable(agreed).ifPresent(now -> values.put("agreed", now.values()));
        Optional.ofNullable(playing.get()).ifPresent(now -> values.put("playing", now.values()));
        Optional.ofNullable(recorder).ifPresent(now -> values.put("recording", now.values()));
        return values;
    }

    void close() {
        stop();
        stopRecording();
        loop.execute(() -> {
            separate();
            loop.forget(this);
        });
    }

    /** The loop has ended: on whatever thread. */
    void end() {
        Recorder before = recorder;
        if (before != null) {
            before.finish();
        }
    }
}
