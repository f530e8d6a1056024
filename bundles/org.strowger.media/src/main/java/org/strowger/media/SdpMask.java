// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A description as the other side of a relay is shown it: our address and ports in place of its sender's. What would
 * lead media past the relay goes: ICE (RFC 8839), alternative addresses (RFC 6947), and BUNDLE (RFC 9143), for here
 * each stream has ports of its own. The o= line is {@link Origin}'s.
 */
final class SdpMask {
    private static final List<String> BYPASSES = List.of(
            "a=candidate:",
            "a=remote-candidates:",
            "a=end-of-candidates",
            "a=ice-",
            "a=alt:",
            "a=altc:",
            "a=group:BUNDLE",
            "a=bundle-only");

    private final Sdp sdp;
    private final String connection;

    private SdpMask(Sdp sdp, String advertised) {
        this.sdp = sdp;
        this.connection = "c=" + Addresses.sdp(advertised);
    }

    /** @param ports our RTP port for each stream; looked at for those that are relayed */
    static List<String> lines(Sdp sdp, String advertised, int[] ports) {
        SdpMask mask = new SdpMask(sdp, advertised);
        List<String> out = new ArrayList<>();
        mask.session(out);
        for (int i = 0; i < ports.length; i++) {
            SdpMedia media = sdp.media().get(i);
            if (media.relayed()) {
                mask.relayed(media, ports[i], out);
            } else {
                mask.untouched(media, out);
            }
        }
        return out;
    }

    private void session(List<String> out) {
        for (String line : sdp.session()) {
            if (!line.startsWith("o=") && !bypasses(line)) {
                out.add(line.startsWith("c=") ? connection : line);
            }
        }
    }

    private void relayed(SdpMedia media, int port, List<String> out) {
        Direction direction = media.direction();
        Direction shown = media.deaf() ? direction.held() : direction;
        out.add(media.lineWithPort(port));
        if (!saysWhere(media.lines()) && !saysWhere(sdp.session())) {
            out.add(connection);
        }
        boolean stated = false;
        for (String line : media.lines()) {
            if (bypasses(line)) {
                continue;
            }
            if (line.startsWith("c=")) {
                out.add(connection);
            } else if (line.startsWith("a=rtcp:")) {
                out.add("a=rtcp:" + (media.rtcpPort() == media.port() ? port : port + 1));
            } else if (Direction.of(line).isPresent()) {
                stated = true;
                out.add(shown == direction ? line : shown.line());
            } else {
                out.add(line);
            }
        }
        if (shown != direction && !stated) {
            out.add(shown.line());
        }
    }

    /** A refused stream; or one over TCP, from end to end, that must say its address where the session's is ours. */
    private void untouched(SdpMedia media, List<String> out) {
        out.add(media.line());
        Optional<String> session = SdpMedia.first(sdp.session(), "c=");
        if (media.port() != 0 && !saysWhere(media.lines()) && session.isPresent()) {
            out.add(session.get());
        }
        for (String line : media.lines()) {
            if (!bypasses(line)) {
                out.add(media.port() == 0 && line.startsWith("c=") ? connection : line);
            }
        }
    }

    private static boolean saysWhere(List<String> lines) {
        return SdpMedia.first(lines, "c=").isPresent();
    }

    private static boolean bypasses(String line) {
        for (String bypass : BYPASSES) {
            if (line.startsWith(bypass)) {
                return true;
            }
        }
        return false;
    }
}
