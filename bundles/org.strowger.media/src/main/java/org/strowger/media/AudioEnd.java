// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.Query;
import org.strowger.api.media.Announcement;
import org.strowger.api.media.AudioEvent;
import org.strowger.api.media.AudioPort;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.Quality;
import org.strowger.api.sip.Body;

/**
 * The description of a port that speaks and listens, and its memory. What is heard and said is the {@link Talk}'s, on the loop's thread.
 */
final class AudioEnd implements AudioPort {
    /** What it is in a memory, and the end that its ports face. */
    static final String KIND = "audio";

    private final Holding holding;
    private final Origin origin;
    private final Talk talk;
    private final List<Codec> codecs;
    private final Neighbours neighbours;
    private PortPair pair;
    private boolean offering;

    /** Makes a port on the same loop as another. */
    interface Neighbours {
        AudioPort make(AudioEnd beside, String callId, Executor queue, Consumer<? super AudioEvent> listener);
    }

    AudioEnd(Holding holding, Origin origin, Talk talk, List<Codec> codecs, Neighbours neighbours) {
        this.holding = holding;
        this.origin = origin;
        this.talk = talk;
        this.codecs = codecs;
        this.neighbours = neighbours;
    }

    /**
     * Goes on where an earlier port has ended.
     *
     * @throws IllegalArgumentException where the memory cannot be read; then nothing was opened
     */
    void resume(Memory memory) {
        Talk.Before before = Talk.Before.of(memory);
        offering = memory.get("offering", Boolean.class);
        List<PairMemory> pairs =
                memory.parts("pairs").stream().map(PairMemory::of).toList();
        pairs.forEach(each -> holding.reopen(each).ifPresent(this::join));
        talk.resume(before);
    }

    @Override
    public synchronized Body answer(Body offer, LegAddresses peer) throws MediaException {
        Sdp sdp = Sdp.parse(offer);
        int audio = AudioSdp.audio(sdp, codecs);
        int port = port(peer);
        Body answer =
                origin.sign(Body.SDP, AudioSdp.answer(sdp, audio, codecs, peer.advertised(), port), peer.advertised());
        offering = false;
        agree(sdp.media().get(audio), peer);
        return answer;
    }

    @Override
    public synchronized Body offer(LegAddresses peer) throws MediaException {
        offering = true;
        return origin.sign(Body.SDP, AudioSdp.offer(codecs, peer.advertised(), port(peer)), peer.advertised());
    }

    @Override
    public synchronized void accept(Body answer, LegAddresses peer) throws MediaException {
        Sdp sdp = Sdp.parse(answer);
        port(peer);
        agree(sdp.media().get(AudioSdp.audio(sdp, codecs)), peer);
    }

    private void agree(SdpMedia theirs, LegAddresses peer) throws MediaException {
        pair.signal(theirs, End.of(KIND, peer).peer());
        if (!theirs.direction().receives()) {
            pair.mute();
        }
        talk.agree(AudioSdp.agreed(theirs, codecs, offering));
    }

    private int port(LegAddresses peer) throws MediaException {
        if (pair == null) {
            join(holding.open(End.of(KIND, peer), 0));
        }
        return pair.port();
    }

    private void join(PortPair opened) {
        pair = opened;
        talk.begin(opened);
    }

    @Override
    public void play(Announcement announcement) {
        talk.play(new Playing(announcement, 0));
    }

    @Override
    public void stop() {
        talk.stop();
    }

    @Override
    public boolean info(Query info) {
        return talk.info(info);
    }

    @Override
    public void press(String keys) {
        talk.press(keys);
    }

    @Override
    public void record(Path file, boolean stereo) {
        talk.record(file, stereo);
    }

    @Override
    public void stopRecording() {
        talk.stopRecording();
    }

    @Override
    public AudioPort beside(String callId, Executor queue, Consumer<? super AudioEvent> listener) {
        return neighbours.make(this, callId, queue, listener);
    }

    @Override
    public void join(AudioPort other) {
        if (!(other instanceof AudioEnd end) || end.holding.loop() != holding.loop()) {
            throw new IllegalArgumentException("a port that was not made beside this one");
        }
        talk.join(end.talk);
    }

    @Override
    public void part() {
        talk.part();
    }

    @Override
    public Quality quality() {
        return talk.quality();
    }

    @Override
    public void leave() {
        talk.events().leave();
    }

    /** Somebody listens from now on. */
    void listen(Executor queue, Consumer<? super AudioEvent> listener) {
        talk.events().listen(queue, listener);
    }

    Loop loop() {
        return holding.loop();
    }

    @Override
    public synchronized Map<String, Object> memory() {
        List<Map<String, Object>> pairs = Stream.ofNullable(pair)
                .map(each -> PairMemory.of(each, true).values())
                .toList();
        Map<String, Object> values = new HashMap<>(talk.values());
        values.put("pairs", pairs);
        values.put("origin", origin.values());
        values.put("offering", offering);
        return holding.memory(KIND, values);
    }

    @Override
    public void close() {
        talk.close();
        holding.close();
    }

    /** The bundle ends, and its loops have ended. */
    void end() {
        talk.end();
    }
}
