// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What signalling has said of the far end of one socket.
 *
 * @param target where to send before anything has come from there; null for nowhere
 * @param described what the description said, though it may not be reachable from here; null where it gave no address
 * @param peer where the signalling comes from; null where nothing is known
 * @param rtp whether it is RTP and RTCP that travel here
 * @param muted whether nothing may be sent at all, whatever comes
 */
record Signalled(InetSocketAddress target, InetSocketAddress described, InetAddress peer, boolean rtp, boolean muted) {
    /** How much signalling vouches for a source. */
    enum Trust {
        /** Nothing was said of such an address. */
        STRANGER,
        /** The address is the signalling's or the description's; the port is another. */
        NEIGHBOUR,
        /** It is just where the description says. */
        SIGNALLED
    }

    static final Signalled NOTHING = new Signalled(null, null, null, true, false);

    static Signalled of(Memory memory) {
        return new Signalled(
                memory.find("target", InetSocketAddress.class).orElse(null),
                memory.find("described", InetSocketAddress.class).orElse(null),
                memory.find("peer", InetAddress.class).orElse(null),
                memory.get("rtp", Boolean.class),
                memory.get("muted", Boolean.class));
    }

    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>(Map.of("rtp", rtp, "muted", muted));
        values.put("target", target);
        values.put("described", described);
        values.put("peer", peer);
        values.values().removeIf(Objects::isNull);
        return Map.copyOf(values);
    }

    /** All that is known of a phone that has been called and has not described itself. */
    static Signalled called(InetAddress peer, boolean rtp) {
        return new Signalled(null, null, peer, rtp, false);
    }

    static Signalled rtp(SdpMedia media, InetAddress peer, InetAddress bound) {
        return at(media, media.address().orElse(null), media.port(), peer, bound);
    }

    static Signalled rtcp(SdpMedia media, InetAddress peer, InetAddress bound) {
        return at(media, media.rtcpAddress().orElse(null), media.rtcpPort(), peer, bound);
    }

    private static Signalled at(SdpMedia media, InetAddress host, int port, InetAddress peer, InetAddress bound) {
        if (media.deaf() || port == 0) {
            return new Signalled(null, null, peer, media.rtp(), true);
        }
        InetAddress reachable = Addresses.reachable(host, peer, bound);
        return new Signalled(
                new InetSocketAddress(reachable, port),
                host == null ? null : new InetSocketAddress(host, port),
                peer,
                media.rtp(),
                false);
    }

    /** The same end, that wants to hear nothing. */
    Signalled silenced() {
        return new Signalled(target, described, peer, rtp, true);
    }

    Trust trust(InetSocketAddress source) {
        if (source.equals(target) || source.equals(described)) {
            return Trust.SIGNALLED;
        }
        InetAddress host = source.getAddress();
        boolean known = host.equals(peer)
                || target != null && host.equals(target.getAddress())
                || described != null && host.equals(described.getAddress());
        return known ? Trust.NEIGHBOUR : Trust.STRANGER;
    }

    /** Whether both speak of the same end, muted or not. */
    boolean sameEnd(Signalled other) {
        return silenced().equals(other.silenced());
    }
}
