// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages in a stream, by their Content-Length (RFC 3261 section 18.3). */
final class Framing {
    private static final Pattern LENGTH = Pattern.compile("(?im)^(?:Content-Length|l)\\s*:\\s*(\\d+)");

    private Framing() {}

    /** Takes the first whole message out of what was read. */
    static Optional<String> first(ByteArrayOutputStream pending) {
        String text = pending.toString(StandardCharsets.ISO_8859_1);
        int start = 0;
        while (start < text.length() && (text.charAt(start) == '\r' || text.charAt(start) == '\n')) {
            start++;
        }
        int head = text.indexOf("\r\n\r\n", start);
        if (head < 0) {
            return Optional.empty();
        }
        Matcher length = LENGTH.matcher(text.substring(start, head + 2));
        int end = head + 4 + (length.find() ? Integer.parseInt(length.group(1)) : 0);
        if (text.length() < end) {
            return Optional.empty();
        }
        byte[] rest = text.substring(end).getBytes(StandardCharsets.ISO_8859_1);
        pending.reset();
        pending.write(rest, 0, rest.length);
        byte[] message = text.substring(start, end).getBytes(StandardCharsets.ISO_8859_1);
        return Optional.of(new String(message, StandardCharsets.UTF_8));
    }

    /** All whole messages of some bytes. */
    static List<String> all(byte[] bytes) {
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        pending.write(bytes, 0, bytes.length);
        List<String> messages = new ArrayList<>();
        for (Optional<String> next = first(pending); next.isPresent(); next = first(pending)) {
            messages.add(next.get());
        }
        return messages;
    }
}
