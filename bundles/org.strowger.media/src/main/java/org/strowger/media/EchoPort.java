// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.nio.ByteBuffer;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.MediaPort;
import org.strowger.api.sip.Body;

/** Sends the audio of a call back to where it comes from. RTCP is heard and not answered. */
final class EchoPort implements MediaPort {
    private final Holding holding;
    private final Origin origin;
    /** Our own, as for any sender: a phone that hears its own SSRC sees a loop (RFC 3550 section 8.2). */
    private final int ssrc;

    private final short firstSequence;
    private PortPair pair;

    EchoPort(Holding holding, long epochSecond, int ssrc, short firstSequence) {
        this.holding = holding;
        this.origin = new Origin(holding.callId(), epochSecond);
        this.ssrc = ssrc;
        this.firstSequence = firstSequence;
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
    public void close() {
        holding.close();
    }

    private void hear(SdpMedia media, LegAddresses peer) throws MediaException {
        pair.signal(media, End.of("echo", peer).peer());
        if (!media.direction().receives()) {
            pair.mute();
        }
    }

    private int port(LegAddresses peer) throws MediaException {
        if (pair == null) {
            PortPair opened = holding.open(End.of("echo", peer), 0);
            opened.rtp().listen(packet -> reflect(opened.rtp(), packet));
            pair = opened;
        }
        return pair.port();
    }

    private void reflect(Lane lane, ByteBuffer packet) {
        if (Rtp.isPacket(packet) && !Rtp.isRtcp(packet)) {
            Rtp.rewrite(packet, ssrc, firstSequence);
            lane.send(packet);
        }
    }
}
