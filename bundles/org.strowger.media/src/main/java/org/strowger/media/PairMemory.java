// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.net.InetAddress;
import java.util.Map;

/**
 * A pair of sockets as it was, and is to be again.
 *
 * @param spokenTo whether it is the one of its end that the other end's media leaves by
 */
record PairMemory(
        String facing,
        int stream,
        InetAddress bound,
        int port,
        boolean spokenTo,
        Latch.Snapshot rtp,
        Latch.Snapshot rtcp) {
    PairMemory {
        if (port < 1 || port > 65_534 || stream < 0) {
            throw new IllegalArgumentException("port " + port + " of stream " + stream);
        }
    }

    static PairMemory of(PortPair pair, boolean spokenTo) {
        return new PairMemory(
                pair.facing(),
                pair.stream(),
                pair.bound(),
                pair.port(),
                spokenTo,
                pair.rtp().latch().snapshot(),
                pair.rtcp().latch().snapshot());
    }

    static PairMemory of(Memory memory) {
        return new PairMemory(
                memory.get("facing", String.class),
                memory.get("stream", Integer.class),
                memory.get("bound", InetAddress.class),
                memory.get("port", Integer.class),
                memory.get("spoken.to", Boolean.class),
                Latch.Snapshot.of(memory.part("rtp")),
                Latch.Snapshot.of(memory.part("rtcp")));
    }

    Map<String, Object> values() {
        return Map.of(
                "facing",
                facing,
                "stream",
                stream,
                "bound",
                bound,
                "port",
                port,
                "spoken.to",
                spokenTo,
                "rtp",
                rtp.values(),
                "rtcp",
                rtcp.values());
    }
}
