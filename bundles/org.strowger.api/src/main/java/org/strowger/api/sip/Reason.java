// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a request was sent, or a call retargeted (RFC 3326).
 *
 * @param protocol such as {@code SIP} or {@code Q.850}
 * @param cause the code of the protocol; empty where none is given
 * @param text for people; empty where there is none
 */
public record Reason(String protocol, Optional<Integer> cause, String text) {
    /** The header's name. */
    public static final String NAME = "Reason";

    private static final int MOST = 999;

    public Reason {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(text, "text");
        if (!Parts.isToken(protocol)) {
            throw new IllegalArgumentException("'" + protocol + "' is no protocol of a Reason");
        }
    }

    /** The reason that a response is. */
    public static Reason of(Status status) {
        return new Reason("SIP", Optional.of(status.code()), status.phrase());
    }

    /**
     * Reads every value of the header's lines, in order.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static List<Reason> parse(List<String> lines) {
        List<Reason> reasons = new ArrayList<>(1);
        for (String value : Parts.values(lines)) {
            List<String> parts = Parts.split(value, ';');
            Map<String, String> parameters = Parts.parameters(parts);
            reasons.add(new Reason(
                    parts.get(0),
                    Optional.ofNullable(parameters.get("cause")).map(code -> Parts.number("cause", code, MOST)),
                    parameters.getOrDefault("text", "")));
        }
        return reasons;
    }

    /** The value as it stands on the wire. */
    @Override
    public String toString() {
        return protocol
                + cause.map(code -> ";cause=" + code).orElse("")
                + (text.isEmpty() ? "" : ";text=" + Parts.quoted(text));
    }
}
