// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.strowger.api.sip.SipRequest;

/**
 * A dialog as a Replaces header names it (RFC 3891 section 3).
 *
 * @param toTag the tag of whoever is to replace it: ours
 * @param fromTag the tag of the other end
 * @param earlyOnly whether it is to be replaced only while it is not answered
 */
record Replaces(String callId, String toTag, String fromTag, boolean earlyOnly) {
    /**
     * What an INVITE wants to replace; empty for a call of its own.
     *
     * @throws IllegalArgumentException where that is not one dialog
     */
    static Optional<Replaces> in(SipRequest invite) {
        List<String> values = invite.headers("Replaces");
        if (values.size() > 1) {
            throw new IllegalArgumentException(values.size() + " Replaces headers");
        }
        return values.stream().findFirst().map(Replaces::parse);
    }

    /**
     * Reads a value as it stands in a URI, escaped (RFC 3261 section 19.1.2).
     *
     * @throws IllegalArgumentException where it names no dialog
     */
    static Replaces unescape(String escaped) {
        return parse(URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    /**
     * Reads a value as it stands in a header.
     *
     * @throws IllegalArgumentException where it names no dialog
     */
    static Replaces parse(String value) {
        String[] parts = value.split(";");
        String to = "";
        String from = "";
        boolean early = false;
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].split("=", 2);
            switch (parameter[0].strip().toLowerCase(Locale.ROOT)) {
                case "to-tag" -> to = parameter.length > 1 ? parameter[1].strip() : "";
                case "from-tag" -> from = parameter.length > 1 ? parameter[1].strip() : "";
                case "early-only" -> early = true;
                default -> {
                    // an extension, which names nothing
                }
            }
        }
        String callId = parts[0].strip();
        if (callId.isEmpty() || to.isEmpty() || from.isEmpty()) {
            throw new IllegalArgumentException("'" + value + "' names no dialog");
        }
        return new Replaces(callId, to, from, early);
    }
}
