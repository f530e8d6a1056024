// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.Query;
import org.strowger.api.media.Announcement;
import org.strowger.api.media.Audio;
import org.strowger.api.media.AudioEvent;
import org.strowger.api.media.AudioPort;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.Quality;
import org.strowger.api.media.Sound;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Status;

/** One port without sockets and time: it writes down what is asked. */
final class FakeAudio implements Audio, AudioPort {
    static final Body REFUSED = Body.sdp("refuse");

    final List<String> story = new ArrayList<>();
    private Consumer<? super AudioEvent> listener;
    private String playing = "";

    /** What is playing ends. */
    void played(AudioEvent.End end) {
        listener.accept(new AudioEvent.Played(playing, end, "as the test has it"));
    }

    @Override
    public AudioPort port(
            String callId, Map<String, Object> memory, Executor queue, Consumer<? super AudioEvent> heard) {
        story.add(memory.isEmpty() ? "open" : "open again");
        listener = heard;
        return this;
    }

    @Override
    public Duration length(Sound sound, String language) {
        return Duration.ofSeconds(1);
    }

    @Override
    public void play(Announcement announcement) {
        playing = announcement.id();
        story.add("play " + announcement.sounds().stream().map(FakeAudio::text).toList());
    }

    private static String text(Sound sound) {
        if (sound instanceof Sound.Prompt prompt) {
            return prompt.name();
        }
        return sound instanceof Sound.Digits digits ? digits.digits() : sound.toString();
    }

    @Override
    public void leave() {
        story.add("leave");
    }

    @Override
    public Body answer(Body offer, LegAddresses peer) throws MediaException {
        if (offer.equals(REFUSED)) {
            throw new MediaException(Status.of(488), "refused");
        }
        return Body.sdp("answer");
    }

    @Override
    public Body offer(LegAddresses peer) {
        return Body.sdp("offer");
    }

    @Override
    public void accept(Body answer, LegAddresses peer) {
        story.add("accept");
    }

    @Override
    public Map<String, Object> memory() {
        return Map.of("port", 1);
    }

    @Override
    public void close() {
        story.add("close");
    }

    @Override
    public Quality quality() {
        return new Quality(0, 0, 0, 0, -1, -1);
    }

    @Override
    public void stop() {
        throw unused();
    }

    @Override
    public boolean info(Query info) {
        throw unused();
    }

    @Override
    public void press(String keys) {
        throw unused();
    }

    @Override
    public void record(Path file, boolean stereo) {
        throw unused();
    }

    @Override
    public void stopRecording() {
        throw unused();
    }

    @Override
    public AudioPort beside(String callId, Executor queue, Consumer<? super AudioEvent> heard) {
        throw unused();
    }

    @Override
    public void join(AudioPort other) {
        throw unused();
    }

    @Override
    public void part() {
        throw unused();
    }

    private static AssertionError unused() {
        return new AssertionError("nobody who dials a code needs this");
    }
}
