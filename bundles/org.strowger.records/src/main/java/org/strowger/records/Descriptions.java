// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.util.List;
import java.util.Locale;
import org.strowger.api.sip.Body;

/** What a session description (RFC 4566) says that a record wants. Pure functions; what cannot be read says nothing. */
final class Descriptions {
    private static final List<String> STATIC = List.of("0 PCMU", "3 GSM", "4 G723", "8 PCMA", "9 G722", "18 G729");

    private Descriptions() {}

    private static String[] lines(Body body) {
        return body.text().split("\r?\n");
    }

    /** The first codec of the first audio stream, in capitals; empty where there is none. */
    static String codec(Body description) {
        if (!description.isSdp()) {
            return "";
        }
        String format = "";
        for (String line : lines(description)) {
            if (format.isEmpty() && line.startsWith("m=audio ")) {
                String[] parts = line.split(" ");
                if (parts.length < 4) {
                    return "";
                }
                format = parts[3];
            } else if (!format.isEmpty() && line.startsWith("a=rtpmap:" + format + " ")) {
                String name = line.substring(line.indexOf(' ') + 1);
                return name.split("/")[0].toUpperCase(Locale.ROOT);
            }
        }
        String prefix = format + " ";
        return STATIC.stream()
                .filter(known -> known.startsWith(prefix))
                .map(known -> known.substring(prefix.length()))
                .findFirst()
                .orElse("");
    }

    /** Whether its sender wants to hear nothing: a hold (RFC 3264 section 8.4, and the way of RFC 2543). */
    static boolean holds(Body description) {
        for (String line : lines(description)) {
            if (line.equals("a=sendonly") || line.equals("a=inactive") || line.equals("c=IN IP4 0.0.0.0")) {
                return true;
            }
        }
        return false;
    }
}
