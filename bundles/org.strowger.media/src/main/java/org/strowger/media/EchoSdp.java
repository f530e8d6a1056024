// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.strowger.api.media.MediaException;

/** The descriptions of an end that sends back what it hears, and so need not understand it. {@link Origin} adds o=. */
final class EchoSdp {
    private static final List<String> OFFERED = List.of(
            "a=rtpmap:8 PCMA/8000",
            "a=rtpmap:0 PCMU/8000",
            "a=rtpmap:101 telephone-event/8000",
            "a=fmtp:101 0-15",
            "a=ptime:20",
            Direction.SENDRECV.line());

    private EchoSdp() {}

    static List<String> offer(String advertised, int port) {
        List<String> lines = session(advertised, List.of());
        lines.add("m=audio " + port + " RTP/AVP 8 0 101");
        lines.addAll(OFFERED);
        return lines;
    }

    /** Which stream of an offer or an answer is echoed: the first audio in plain RTP. */
    static int audio(Sdp sdp) throws MediaException {
        for (int i = 0; i < sdp.media().size(); i++) {
            SdpMedia media = sdp.media().get(i);
            boolean plain =
                    media.protocol().equals("RTP/AVP") || media.protocol().equals("RTP/AVPF");
            if (media.relayed()
                    && plain
                    && media.kind().equals("audio")
                    && codec(media).isPresent()) {
                return i;
            }
        }
        throw Sdp.unreadable("no audio in plain RTP");
    }

    /** Takes the first codec offered, whatever it is, and the telephone events that go with it; no other stream. */
    static List<String> answer(Sdp offer, int audio, String advertised, int port) {
        List<String> times =
                offer.session().stream().filter(line -> line.startsWith("t=")).toList();
        List<String> lines = session(advertised, times);
        for (int i = 0; i < offer.media().size(); i++) {
            SdpMedia media = offer.media().get(i);
            if (i == audio) {
                describe(media, port, lines);
            } else {
                lines.add(media.lineWithPort(0));
            }
        }
        return lines;
    }

    /** The direction of an answer to this stream. */
    static Direction answered(SdpMedia offered) {
        Direction direction = offered.direction();
        return (offered.deaf() ? direction.held() : direction).mirrored();
    }

    private static void describe(SdpMedia media, int port, List<String> lines) {
        String codec = codec(media).orElseThrow();
        List<String> formats = new ArrayList<>(List.of(codec));
        media.formats().stream()
                .filter(format -> name(media, format).equals("telephone-event")
                        && clock(media, format).equals(clock(media, codec)))
                .findFirst()
                .ifPresent(formats::add);
        lines.add("m=audio " + port + " " + media.protocol() + " " + String.join(" ", formats));
        for (String line : media.lines()) {
            boolean ours = formats.stream()
                    .anyMatch(format ->
                            line.startsWith("a=rtpmap:" + format + " ") || line.startsWith("a=fmtp:" + format + " "));
            if (ours || line.startsWith("a=ptime:")) {
                lines.add(line);
            }
        }
        lines.add(answered(media).line());
    }

    /** The first format that is a codec, and not events, comfort noise or redundancy. */
    private static Optional<String> codec(SdpMedia media) {
        return media.formats().stream()
                .filter(format -> !List.of("telephone-event", "cn", "red").contains(name(media, format)))
                .findFirst();
    }

    private static String name(SdpMedia media, String format) {
        String encoding = encoding(media, format);
        return encoding.substring(0, encoding.indexOf('/')).toLowerCase(Locale.ROOT);
    }

    private static String clock(SdpMedia media, String format) {
        return encoding(media, format).split("/")[1];
    }

    /** Name and clock of a format, as its a=rtpmap has them; the static types of RFC 3551 may come without. */
    private static String encoding(SdpMedia media, String format) {
        String start = "a=rtpmap:" + format + " ";
        String mapped = SdpMedia.first(media.lines(), start)
                .map(line -> line.substring(start.length()).trim())
                .orElse("");
        return mapped.matches("[^/]+/\\d+.*") ? mapped : (format.equals("13") ? "CN" : "static") + "/8000";
    }

    private static List<String> session(String advertised, List<String> times) {
        List<String> lines = new ArrayList<>(List.of("v=0", "s=-", "c=" + Addresses.sdp(advertised)));
        lines.addAll(times.isEmpty() ? List.of("t=0 0") : times);
        return lines;
    }
}
