// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.net.InetAddress;

/**
 * The sockets that face one end of one stream: RTP at an even port, RTCP at the next.
 *
 * @param facing the end's name
 * @param stream the number of its m= line, from 0
 */
record PortPair(String facing, int stream, InetAddress bound, Lane rtp, Lane rtcp) {
    int port() {
        return rtp.port();
    }

    boolean faces(End end) {
        return facing.equals(end.name()) && bound.equals(end.bound());
    }

    /** How many packets it has taken. */
    long heard() {
        return rtp.count(Lane.Count.PACKETS_IN) + rtcp.count(Lane.Count.PACKETS_IN);
    }

    /** Tells both sockets what a description says of their far end. */
    void signal(SdpMedia media, InetAddress peer) {
        rtp.latch().signal(Signalled.rtp(media, peer, bound));
        rtcp.latch().signal(Signalled.rtcp(media, peer, bound));
    }

    /** Nothing has been described yet; where the far end signals from, it may send from. */
    void expect(InetAddress peer, boolean carriesRtp) {
        if (rtp.latch().signalled().equals(Signalled.NOTHING)) {
            rtp.latch().signal(Signalled.called(peer, carriesRtp));
            rtcp.latch().signal(Signalled.called(peer, carriesRtp));
        }
    }

    /** Sends nothing more, before the next description. */
    void mute() {
        rtp.latch().signal(rtp.latch().signalled().silenced());
        rtcp.latch().signal(rtcp.latch().signalled().silenced());
    }
}
