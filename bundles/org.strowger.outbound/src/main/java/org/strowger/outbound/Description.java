// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.strowger.api.dial.Codec;
import org.strowger.api.dial.Srtp;
import org.strowger.api.sip.Body;

/**
 * Our session description, of media that a program has: offered, compared with the answer, and said again where the peer asks (RFC 3264).
 *
 * @param text as it is sent
 * @param keys those in it that we made; none where the text is a program's own
 */
record Description(String text, Keys keys) {
    private static final Pattern MEDIA = Pattern.compile("m=\\S+ (\\d{1,5})(/\\d+)? (\\S+)( \\S+)+");

    private static final Pattern DIRECTION = Pattern.compile("a=(sendrecv|sendonly|recvonly|inactive)");

    /** What an answer is good for. */
    sealed interface Judgement {
        /** It can be used. */
        record Usable(String answer, Optional<Srtp> srtp) implements Judgement {}

        /** It cannot. */
        record Useless(String why) implements Judgement {}
    }

    /** @param session an id of the session that is not used twice */
    static Description of(String host, int port, List<Codec> codecs, Keys keys, long session) {
        String address = (host.indexOf(':') >= 0 ? "IN IP6 " : "IN IP4 ") + host;
        List<String> lines = new ArrayList<>(16);
        lines.add("v=0");
        lines.add("o=- " + session + " 1 " + address);
        lines.add("s=-");
        lines.add("c=" + address);
        lines.add("t=0 0");
        StringBuilder media =
                new StringBuilder("m=audio ").append(port).append(keys.offered() ? " RTP/SAVP" : " RTP/AVP");
        codecs.forEach(codec -> media.append(' ').append(codec.payload()));
        lines.add(media.toString());
        for (Codec codec : codecs) {
            String channels = codec.channels() == 1 ? "" : "/" + codec.channels();
            lines.add("a=rtpmap:" + codec.payload() + " " + codec.name() + "/" + codec.rate() + channels);
            if (!codec.parameters().isEmpty()) {
                lines.add("a=fmtp:" + codec.payload() + " " + codec.parameters());
            }
        }
        lines.addAll(keys.lines());
        lines.add("a=sendrecv");
        return new Description(String.join("\r\n", lines) + "\r\n", keys);
    }

    /** Without the text, which may hold keys. */
    @Override
    public String toString() {
        return "Description[" + text.length() + "]";
    }

    Body body() {
        return Body.sdp(text);
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::stripTrailing).toList();
    }

    /** Whether an answer to this offer can be used. Without its keys nothing goes on unencrypted: that would be found out by nobody. */
    Judgement judge(Optional<Body> answer) {
        if (answer.isEmpty()) {
            return new Judgement.Useless("the answer holds no session description");
        }
        if (!answer.get().isSdp()) {
            return new Judgement.Useless("the answer is " + answer.get().contentType() + ", not a session description");
        }
        String theirs = answer.get().text();
        List<String> lines = lines(theirs);
        if (lines.isEmpty() || !lines.get(0).equals("v=0")) {
            return new Judgement.Useless("the answer does not begin like a session description");
        }
        List<String> media = media(lines);
        if (media.isEmpty() || media.size() != media(lines(text)).size()) {
            return new Judgement.Useless("the answer has " + media.size() + " media, and the offer others");
        }
        Optional<String> bad = media.stream().filter(line -> !sound(line)).findFirst();
        if (bad.isPresent()) {
            return new Judgement.Useless("'" + bad.get() + "' describes no media");
        }
        if (media.stream().allMatch(line -> line.split(" ")[1].equals("0"))) {
            return new Judgement.Useless("the answer takes none of the media");
        }
        if (lines.stream().noneMatch(line -> line.startsWith("c=IN "))) {
            return new Judgement.Useless("the answer has no address");
        }
        if (!keys.offered()) {
            return new Judgement.Usable(theirs, Optional.empty());
        }
        Optional<Srtp> agreed = media.get(0).contains(" RTP/SAVP") ? keys.agreed(lines) : Optional.empty();
        return agreed.isEmpty()
                ? new Judgement.Useless("the answer takes none of the keys: the media would not be encrypted")
                : new Judgement.Usable(theirs, agreed);
    }

    private static List<String> media(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("m=")).toList();
    }

    private static boolean sound(String line) {
        return MEDIA.matcher(line).matches() && Integer.parseInt(line.split("[ /]")[1]) <= 65_535;
    }

    /** What we say to what the peer offers now: where it holds us, we let it (section 8.4). */
    Description again(Optional<Body> offer) {
        String theirs = offer.map(Body::text).orElse("");
        if (theirs.contains("a=inactive")) {
            return directed("inactive");
        }
        boolean held = theirs.contains("a=sendonly") || theirs.contains("c=IN IP4 0.0.0.0");
        return directed(held ? "recvonly" : "sendrecv");
    }

    private Description directed(String direction) {
        if (direction().equals(direction)) {
            return this;
        }
        List<String> lines = new ArrayList<>(lines(text));
        lines.removeIf(line -> DIRECTION.matcher(line).matches());
        lines.replaceAll(Description::nextVersion);
        int first =
                (int) lines.stream().takeWhile(line -> !line.startsWith("m=")).count();
        lines.add(first, "a=" + direction);
        return new Description(String.join("\r\n", lines) + "\r\n", keys);
    }

    private String direction() {
        return lines(text).stream()
                .filter(line -> DIRECTION.matcher(line).matches())
                .map(line -> line.substring(2))
                .findFirst()
                .orElse("sendrecv");
    }

    private static String nextVersion(String line) {
        String[] parts = line.split(" ");
        if (!line.startsWith("o=") || parts.length != 6 || !parts[2].matches("\\d{1,18}")) {
            return line;
        }
        parts[2] = Long.toString(Long.parseLong(parts[2]) + 1);
        return String.join(" ", parts);
    }
}
