// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.api.media.MediaException;

/** Offers, answers and what is agreed by them, for an end that understands what it hears (RFC 3264). {@link Origin} adds o=. */
final class AudioSdp {
    private static final int EVENTS = 101;
    private static final String TELEPHONE_EVENT = "telephone-event";

    private AudioSdp() {}

    /** All that we speak, what we like best first. */
    static List<String> offer(List<Codec> codecs, String advertised, int port) {
        List<String> lines = session(advertised, List.of("t=0 0"));
        StringBuilder media = new StringBuilder("m=audio " + port + " RTP/AVP");
        codecs.forEach(codec -> media.append(' ').append(codec.type()));
        lines.add(media.append(' ').append(EVENTS).toString());
        for (Codec codec : codecs) {
            lines.add("a=rtpmap:" + codec.type() + " " + codec + "/8000");
        }
        lines.addAll(events(EVENTS));
        lines.addAll(List.of("a=ptime:20", Direction.SENDRECV.line()));
        return lines;
    }

    /** Which stream of a description is ours: the first audio in plain RTP that has a codec of ours. */
    static int audio(Sdp sdp, List<Codec> codecs) throws MediaException {
        for (int i = 0; i < sdp.media().size(); i++) {
            SdpMedia media = sdp.media().get(i);
            boolean plain =
                    media.protocol().equals("RTP/AVP") || media.protocol().equals("RTP/AVPF");
            if (media.relayed()
                    && plain
                    && media.kind().equals("audio")
                    && codec(media, codecs).isPresent()) {
                return i;
            }
        }
        throw Sdp.unreadable("no audio in plain RTP by one of " + codecs);
    }

    /** Takes the first codec offered that we speak, and telephone events; no other stream. */
    static List<String> answer(Sdp offer, int audio, List<Codec> codecs, String advertised, int port) {
        List<String> lines = session(
                advertised,
                offer.session().stream().filter(line -> line.startsWith("t=")).toList());
        for (int i = 0; i < offer.media().size(); i++) {
            SdpMedia media = offer.media().get(i);
            if (i != audio) {
                lines.add(media.lineWithPort(0));
                continue;
            }
            Format format = codec(media, codecs).orElseThrow();
            Optional<Integer> events = events(media);
            lines.add("m=audio " + port + " " + media.protocol() + " " + format.type()
                    + events.map(type -> " " + type).orElse(""));
            lines.add("a=rtpmap:" + format.type() + " " + format.codec() + "/8000");
            events.ifPresent(type -> lines.addAll(events(type)));
            lines.addAll(List.of("a=ptime:20", EchoSdp.answered(media).line()));
        }
        return lines;
    }

    /**
     * What is agreed once they have described themselves.
     *
     * @param answer whether it is the answer to an offer of ours, whose payload types we hear by
     */
    static Agreed agreed(SdpMedia theirs, List<Codec> codecs, boolean answer) {
        Format format = codec(theirs, codecs).orElseThrow();
        int events = events(theirs).orElse(-1);
        Direction direction = theirs.direction();
        boolean sends = direction == Direction.SENDRECV || direction == Direction.SENDONLY;
        return new Agreed(
                format.codec(),
                format.type(),
                answer ? format.codec().type() : format.type(),
                events,
                answer && events >= 0 ? EVENTS : events,
                sends && !theirs.deaf());
    }

    private record Format(Codec codec, int type) {}

    private static Optional<Format> codec(SdpMedia media, List<Codec> codecs) {
        for (String format : media.formats()) {
            Optional<Codec> codec = codec(media, format).filter(codecs::contains);
            if (codec.isPresent()) {
                return Optional.of(new Format(codec.get(), Integer.parseInt(format)));
            }
        }
        return Optional.empty();
    }

    private static Optional<Codec> codec(SdpMedia media, String format) {
        Optional<String> mapped = mapped(media, format);
        if (mapped.isPresent()) {
            String[] parts = mapped.get().split("/");
            boolean clock = parts.length > 1 && parts[1].equals("8000");
            boolean mono = parts.length < 3 || parts[2].equals("1");
            return clock && mono ? Codec.of(parts[0]) : Optional.empty();
        }
        return format.matches("\\d{1,2}") ? Codec.of(Integer.parseInt(format)) : Optional.empty();
    }

    /** The payload type of telephone events at the clock of all our codecs. */
    private static Optional<Integer> events(SdpMedia media) {
        return media.formats().stream()
                .filter(format -> format.matches("\\d{1,3}"))
                .filter(format -> mapped(media, format)
                        .filter(mapped ->
                                mapped.toLowerCase(java.util.Locale.ROOT).startsWith(TELEPHONE_EVENT + "/8000"))
                        .isPresent())
                .map(Integer::valueOf)
                .filter(type -> type < 128)
                .findFirst();
    }

    private static Optional<String> mapped(SdpMedia media, String format) {
        String start = "a=rtpmap:" + format + " ";
        return SdpMedia.first(media.lines(), start)
                .map(line -> line.substring(start.length()).trim());
    }

    private static List<String> events(int type) {
        return List.of("a=rtpmap:" + type + " " + TELEPHONE_EVENT + "/8000", "a=fmtp:" + type + " 0-15");
    }

    private static List<String> session(String advertised, List<String> times) {
        List<String> lines = new ArrayList<>(List.of("v=0", "s=-", "c=" + Addresses.sdp(advertised)));
        lines.addAll(times.isEmpty() ? List.of("t=0 0") : times);
        return lines;
    }
}
