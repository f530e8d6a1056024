// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.MediaPort;
import org.strowger.api.sip.Body;

/** Sends the audio of a call back to where it comes from. RTCP is heard and not answered. */
final class EchoPort implements MediaPort {
    /** What it is in a memory, and the end that its ports face. */
    static final String KIND = "echo";

    private final Holding holding;
    private final Origin origin;
    /** Our own, as for any sender: a phone that hears its own SSRC sees a loop (RFC 3550 section 8.2). */
    private final int ssrc;

    private final short firstSequence;
    private PortPair pair;

    EchoPort(Holding holding, Origin origin, int ssrc, short firstSequence) {
        this.holding = holding;
        this.origin = origin;
        this.ssrc = ssrc;
        this.firstSequence = firstSequence;
    }

    /**
     * Goes on where an earlier echo has ended.
     *
     * @throws IllegalArgumentException where the memory cannot be read; then nothing was opened
     */
    static EchoPort resume(Holding holding, Memory memory) {
        Origin origin = new Origin(holding.callId(), memory.part("origin"));
        EchoPort echo =
                new EchoPort(holding, origin, memory.get("ssrc", Integer.class), memory.get("sequence", Short.class));
        List<PairMemory> pairs =
                memory.parts("pairs").stream().map(PairMemory::of).toList();
        pairs.forEach(before -> holding.reopen(before).ifPresent(echo::join));
        return echo;
    }

    @Override
    public synchronized Body answer(Body offer, LegAddresses peer) throws MediaException {
        Sdp sdp = Sdp.parse(offer);
        int audio = EchoSdp.audio(sdp);
        int port = port(peer);
        hear(sdp.media().get(audio), peer);
        return origin.sign(Body.SDP, EchoSdp.answer(sdp, audio, peer.advertised(), port), peer.advertised());
    }

    @Override
    public synchronized Body offer(LegAddresses peer) throws MediaException {
        return origin.sign(Body.SDP, EchoSdp.offer(peer.advertised(), port(peer)), peer.advertised());
    }

    @Override
    public synchronized void accept(Body answer, LegAddresses peer) throws MediaException {
        Sdp sdp = Sdp.parse(answer);
        port(peer);
        hear(sdp.media().get(EchoSdp.audio(sdp)), peer);
    }

    @Override
    public synchronized Map<String, Object> memory() {
        List<Map<String, Object>> pairs = Stream.ofNullable(pair)
                .map(each -> PairMemory.of(each, true).values())
                .toList();
        return holding.memory(
                KIND, Map.of("pairs", pairs, "origin", origin.values(), "ssrc", ssrc, "sequence", firstSequence));
    }

    @Override
    public void close() {
        holding.close();
    }

    private void hear(SdpMedia media, LegAddresses peer) throws MediaException {
        pair.signal(media, End.of(KIND, peer).peer());
        if (!media.direction().receives()) {
            pair.mute();
        }
    }

    private int port(LegAddresses peer) throws MediaException {
        if (pair == null) {
            join(holding.open(End.of(KIND, peer), 0));
        }
        return pair.port();
    }

    private void join(PortPair opened) {
        opened.rtp().listen(packet -> reflect(opened.rtp(), packet));
        pair = opened;
    }

    private void reflect(Lane lane, ByteBuffer packet) {
        if (Rtp.isPacket(packet) && !Rtp.isRtcp(packet)) {
            Rtp.rewrite(packet, ssrc, firstSequence);
            lane.send(packet);
        }
    }
}
