// SPDX-License-Identifier: Apache-2.0
package org.strowger.tracer;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Strikes out of a message what would let a reader forge, guess or listen: digest responses, keys of SRTP, pressed keys. Pure functions. */
final class Redaction {
    private static final Pattern SECRET = Pattern.compile(
            "(?i)((?:^|[\\s,])response\\s*=\\s*\"|inline:|(?:^|\\n)Signal\\s*=\\s*|(?:^|\\n)Authorization:\\s*Basic\\s+)[^\"\\r\\n;| ]+");
    private static final byte[][] SIGNS = {
        "esponse".getBytes(StandardCharsets.US_ASCII),
        "inline:".getBytes(StandardCharsets.US_ASCII),
        "ignal".getBytes(StandardCharsets.US_ASCII),
        "asic".getBytes(StandardCharsets.US_ASCII)
    };

    private Redaction() {}

    /** The message itself where there is nothing to strike out. */
    static byte[] of(byte[] message) {
        if (!suspicious(message)) {
            return message;
        }
        String text = new String(message, StandardCharsets.ISO_8859_1);
        return SECRET.matcher(text).replaceAll("$1...").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean suspicious(byte[] message) {
        for (byte[] sign : SIGNS) {
            if (Bytes.indexOf(message, sign) >= 0) {
                return true;
            }
        }
        return false;
    }
}
