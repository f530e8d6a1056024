// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Who sent a call on, and why (RFC 5806). The latest stands first.
 *
 * @param reason such as {@code no-answer}
 * @param counter how many times that party did, 1 at the least
 * @param privacy {@code full}, {@code name}, {@code uri}, {@code off}; empty where nothing is said
 */
public record Diversion(NameAddr by, String reason, int counter, String privacy) {
    /** The header's name. */
    public static final String NAME = "Diversion";

    private static final Set<String> PRIVACY = Set.of("", "full", "name", "uri", "off");

    public Diversion {
        Objects.requireNonNull(by, "by");
        if (!Parts.isToken(reason)) {
            throw new IllegalArgumentException("'" + reason + "' is no reason of a diversion");
        }
        if (counter < 1 || counter > 99) {
            throw new IllegalArgumentException("counter " + counter + " is not between 1 and 99");
        }
        if (!PRIVACY.contains(privacy)) {
            throw new IllegalArgumentException("'" + privacy + "' is no privacy of a diversion");
        }
    }

    /** Once, and nothing is to be kept from anybody. */
    public static Diversion of(NameAddr by, String reason) {
        return new Diversion(by, reason, 1, "");
    }

    /** The reason that a final status, or its like, is (RFC 7544 section 4). */
    public static String reason(int status) {
        return switch (status) {
            case 302 -> "unconditional";
            case 486, 600 -> "user-busy";
            case 408 -> "no-answer";
            case 480 -> "deflection";
            case 404 -> "unknown";
            case 503 -> "unavailable";
            default -> "unknown";
        };
    }

    /**
     * Reads every value of the header's lines, the latest first.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static List<Diversion> parse(List<String> lines) {
        List<Diversion> diversions = new ArrayList<>(1);
        for (String value : Parts.values(lines)) {
            Map<String, String> parameters = Parts.parameters(Parts.split(value, ';'));
            String count = parameters.getOrDefault("counter", "1");
            diversions.add(new Diversion(
                    NameAddr.parse(value),
                    parameters.getOrDefault("reason", "unknown"),
                    Parts.number("counter", count, 99),
                    parameters.getOrDefault("privacy", "").toLowerCase(Locale.ROOT)));
        }
        return diversions;
    }

    /** How many times a call has been sent on, by all of them. */
    public static int times(List<Diversion> diversions) {
        return diversions.stream().mapToInt(Diversion::counter).sum();
    }

    /** The value as it stands on the wire. */
    @Override
    public String toString() {
        return by + ";reason=" + reason + ";counter=" + counter + (privacy.isEmpty() ? "" : ";privacy=" + privacy);
    }
}
