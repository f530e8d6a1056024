// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * A dialog as a Replaces header names it (RFC 3891 section 3).
 *
 * @param toTag the tag of whoever is to replace it: ours
 * @param fromTag the tag of the other end
 */
record Replaces(String callId, String toTag, String fromTag) {
    /**
     * Reads a value as it stands in a URI, escaped (RFC 3261 section 19.1.2).
     *
     * @throws IllegalArgumentException where it names no dialog
     */
    static Replaces parse(String escaped) {
        String[] parts = URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8)
                .split(";");
        String to = "";
        String from = "";
        for (String part : parts) {
            String parameter = part.strip();
            if (parameter.startsWith("to-tag=")) {
                to = parameter.substring("to-tag=".length());
            } else if (parameter.startsWith("from-tag=")) {
                from = parameter.substring("from-tag=".length());
            }
        }
        String callId = parts[0].strip();
        if (callId.isEmpty() || to.isEmpty() || from.isEmpty()) {
            throw new IllegalArgumentException("'" + escaped + "' names no dialog");
        }
        return new Replaces(callId, to, from);
    }
}
