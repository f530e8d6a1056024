// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.api.media.MediaException;

/**
 * One m= line of a description and what follows it.
 *
 * @param line the m= line itself
 * @param lines those after it
 * @param session those of the session, which hold where a stream does not say otherwise
 * @param formats for RTP, payload types
 * @param host where its sender wants it, as its own c= line or else the session's says; empty where neither does
 * @param address the same where that is no name; empty where it is
 */
record SdpMedia(
        String line,
        List<String> lines,
        List<String> session,
        String kind,
        int port,
        String protocol,
        List<String> formats,
        String host,
        Optional<InetAddress> address) {
    private static final Pattern MEDIA = Pattern.compile("m=(\\S+)\\s+(\\d{1,5})(?:/\\d+)?\\s+(\\S+)\\s*(.*)");
    private static final Pattern CONNECTION = Pattern.compile("[\\s/]+");
    private static final Pattern RTCP = Pattern.compile("a=rtcp:\\s*(\\d{1,5})(?:\\s+IN\\s+IP[46]\\s+(\\S+))?.*");

    static SdpMedia of(String line, List<String> lines, List<String> session) throws MediaException {
        Matcher parts = MEDIA.matcher(line);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65535) {
            throw Sdp.unreadable("'" + line + "' is no media line");
        }
        String formats = parts.group(4).trim();
        String host = host(lines, session);
        return new SdpMedia(
                line,
                lines,
                session,
                parts.group(1),
                Integer.parseInt(parts.group(2)),
                parts.group(3),
                formats.isEmpty() ? List.of() : List.of(formats.split("\\s+")),
                host,
                Addresses.numeric(host));
    }

    /** Whether it is wanted at all, and travels in UDP. */
    boolean relayed() {
        return port != 0 && !protocol.contains("TCP");
    }

    boolean rtp() {
        return protocol.contains("RTP/");
    }

    /** The m= line with another port. A count of ports goes: there is one pair for each stream. */
    String lineWithPort(int other) {
        Matcher parts = MEDIA.matcher(line);
        return parts.matches() ? line.substring(0, parts.start(2)) + other + line.substring(parts.start(3) - 1) : line;
    }

    /** Whether its sender wants nothing sent at all: RFC 2543's hold (RFC 3264 section 8.4), or a name for it. */
    boolean deaf() {
        return host.endsWith(".invalid")
                || address.map(InetAddress::isAnyLocalAddress).orElse(false);
    }

    /** Where its sender wants RTCP, by RFC 3605 or else at the next port; 0 for none. */
    int rtcpPort() {
        int said = rtcp().map(parts -> Integer.parseInt(parts.group(1))).orElse(port + 1);
        return said > 65535 ? 0 : said;
    }

    Optional<InetAddress> rtcpAddress() {
        return rtcp().map(parts -> parts.group(2)).flatMap(Addresses::numeric).or(() -> address);
    }

    Direction direction() {
        return stated(lines).or(() -> stated(session)).orElse(Direction.SENDRECV);
    }

    private static Optional<Direction> stated(List<String> lines) {
        for (String line : lines) {
            Optional<Direction> direction = Direction.of(line);
            if (direction.isPresent()) {
                return direction;
            }
        }
        return Optional.empty();
    }

    /** The address of a c= line without the TTL of a multicast group; empty for none. */
    private static String host(List<String> lines, List<String> session) {
        String[] parts = CONNECTION.split(
                first(lines, "c=").or(() -> first(session, "c=")).orElse("").trim());
        return parts.length < 3 ? "" : parts[2];
    }

    private Optional<Matcher> rtcp() {
        return first(lines, "a=rtcp:").map(RTCP::matcher).filter(Matcher::matches);
    }

    static Optional<String> first(List<String> lines, String start) {
        for (String line : lines) {
            if (line.startsWith(start)) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }
}
