// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.strowger.api.call.Cause;
import org.strowger.api.sip.Header;

/** Why a call ended, in four words that can be counted, whatever a Reason (RFC 3326) says. Pure functions. */
enum HangupClass {
    /** Somebody hung up, was busy, did not want to, or was not there. */
    NORMAL,
    /** Somebody declined the call. */
    USER_HANGUP,
    /** A clock ended it. */
    TIMER_EXPIRED,
    /** The network, or a fault. */
    ERROR;

    /** The class of a cause: by its clock or fault, else by what its Reason says, Q.850 before SIP, else by its status. */
    static HangupClass of(Cause cause) {
        return switch (cause.by()) {
            case TIMER -> TIMER_EXPIRED;
            case FAULT -> ERROR;
            case PEER, US ->
                said(cause.headers(), "q.850")
                        .map(HangupClass::ofQ850)
                        .or(() -> said(cause.headers(), "sip").map(HangupClass::ofSip))
                        .orElseGet(() -> ofSip(cause.status().code()));
        };
    }

    private static HangupClass ofQ850(int code) {
        return switch (code) {
            case 21 -> USER_HANGUP;
            case 102 -> TIMER_EXPIRED;
            case 1, 3, 27, 28, 34, 38, 41, 42, 44, 47 -> ERROR;
            default -> NORMAL;
        };
    }

    private static HangupClass ofSip(int code) {
        return switch (code) {
            case 480, 486, 487, 600 -> NORMAL;
            case 603 -> USER_HANGUP;
            case 408 -> TIMER_EXPIRED;
            default -> code < 400 ? NORMAL : ERROR;
        };
    }

    /** The cause that the first Reason of a protocol names. */
    private static Optional<Integer> said(List<Header> headers, String protocol) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase("Reason")) {
                for (String value : parts(header.value(), ',')) {
                    List<String> parts = parts(value, ';');
                    if (parts.get(0).equalsIgnoreCase(protocol)) {
                        return cause(parts);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> cause(List<String> parts) {
        return parts.stream()
                .map(part -> part.toLowerCase(Locale.ROOT))
                .filter(part -> part.matches("cause\\s*=\\s*\\d{1,3}"))
                .map(part -> Integer.valueOf(part.replaceAll("\\D", "")))
                .findFirst();
    }

    /** The parts of a value; what is within quotes stays together. */
    private static List<String> parts(String value, char separator) {
        List<String> parts = new java.util.ArrayList<>(2);
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && quoted && i + 1 < value.length()) {
                part.append(c).append(value.charAt(++i));
                continue;
            }
            quoted ^= c == '"';
            if (c == separator && !quoted) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        return parts;
    }

    /** As records and metrics have it: {@code timer-expired}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
