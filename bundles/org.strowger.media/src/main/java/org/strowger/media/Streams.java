// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.List;

/** What the console looks at. Within this bundle only. */
public interface Streams {
    /**
     * One socket.
     *
     * @param facing the end that it faces: {@code A}, {@code B} or {@code echo}
     * @param stream the number of the m= line, from 0
     * @param part {@code rtp} or {@code rtcp}
     * @param remote where we send; empty for nowhere
     * @param latch {@code open}, {@code learning} or {@code locked}
     * @param strangers packets dropped because of where they came from
     * @param garbage packets dropped because they were neither RTP nor RTCP
     * @param unsent packets that the network did not take
     */
    record Socket(
            String callId,
            String facing,
            int stream,
            String part,
            int port,
            String remote,
            String latch,
            long packetsIn,
            long bytesIn,
            long packetsOut,
            long bytesOut,
            long strangers,
            long garbage,
            long unsent) {}

    /** Every socket that is open, call by call. Any thread. */
    List<Socket> sockets();
}
