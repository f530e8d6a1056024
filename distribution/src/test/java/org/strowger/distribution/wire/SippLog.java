// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What SIPp's {@code -trace_msg} wrote: every message that one SIPp sent and received, with its time. */
final class SippLog {
    private static final Pattern ENTRY = Pattern.compile(
            "-{20,} (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6})\\n(\\w+) message (sent|received) [^:]*:\\n\\n");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    private SippLog() {}

    static List<Packet> read(Path file) {
        String text = Program.text(file);
        List<Packet> packets = new ArrayList<>();
        Matcher entry = ENTRY.matcher(text);
        int body = -1;
        Instant time = null;
        boolean sent = false;
        while (true) {
            boolean found = entry.find();
            if (body >= 0) {
                String message = text.substring(body, found ? entry.start() : text.length());
                packets.add(new Packet(time, null, null, sent, Message.parse(crlf(message))));
            }
            if (!found) {
                return List.copyOf(packets);
            }
            body = entry.end();
            time = LocalDateTime.parse(entry.group(1), TIME)
                    .atZone(ZoneId.systemDefault())
                    .toInstant();
            sent = entry.group(3).equals("sent");
        }
    }

    private static String crlf(String message) {
        return message.contains("\r\n") ? message : message.replace("\n", "\r\n");
    }
}
