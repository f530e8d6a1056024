// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a caller wants not to be told (RFC 3323 section 4.2, RFC 3325 section 9.3, RFC 7044 section 10.1).
 *
 * @param tokens in lower case; none where nothing was asked for
 */
public record Privacy(Set<String> tokens) {
    /** The header's name. */
    public static final String NAME = "Privacy";

    /** Nothing was asked for. */
    public static final Privacy UNASKED = new Privacy(Set.of());

    private static final Set<String> KNOWN = Set.of("id", "header", "user", "session", "none", "critical", "history");

    public Privacy {
        Set<String> lower = new LinkedHashSet<>();
        for (String token : tokens) {
            if (!Parts.isToken(token)) {
                throw new IllegalArgumentException("'" + token + "' is no token of privacy");
            }
            lower.add(token.toLowerCase(Locale.ROOT));
        }
        tokens = java.util.Collections.unmodifiableSet(lower);
    }

    /** These tokens, in order. */
    public static Privacy of(Collection<String> tokens) {
        return new Privacy(new LinkedHashSet<>(tokens));
    }

    /**
     * Reads the header's lines; semicolons part the tokens, and commas are borne with.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static Privacy parse(List<String> lines) {
        return of(lines.stream()
                .flatMap(line -> List.of(line.split("[;,]")).stream())
                .map(String::strip)
                .filter(token -> !token.isEmpty())
                .toList());
    }

    /** Whether this was asked for, and not taken back by {@code none}. */
    public boolean asks(String token) {
        return tokens.contains(token) && !tokens.contains("none");
    }

    /** Whether the caller is to stay unknown. */
    public boolean anonymous() {
        return asks("id") || asks("user") || asks("header");
    }

    /**
     * Of what is asked for that which nobody here knows, where the caller would rather not call than do without it ({@code critical}); a
     * session's privacy among it, for the media goes its own way. Empty where the call may be made.
     */
    public List<String> unmet() {
        return !asks("critical")
                ? List.of()
                : tokens.stream()
                        .filter(token -> !KNOWN.contains(token) || token.equals("session"))
                        .toList();
    }

    /** The value as it stands on the wire. */
    @Override
    public String toString() {
        return String.join(";", tokens);
    }
}
