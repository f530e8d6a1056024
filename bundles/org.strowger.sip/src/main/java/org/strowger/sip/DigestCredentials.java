// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a client says in an Authorization header (RFC 7616 section 3.4), empty text for what it leaves out. The user's name and
 * the realm have their escapes undone, for they are looked up; the rest is as written, for it is digested as written.
 */
record DigestCredentials(
        String username,
        String realm,
        String nonce,
        String uri,
        String response,
        String algorithm,
        String cnonce,
        String qop,
        String nc) {
    private static final String SCHEME = "Digest";

    /**
     * The credentials for a realm out of every Authorization value of a request. A client may answer several realms, and some
     * answer every challenge of ours where one would do: the first that we offered counts.
     */
    static Optional<DigestCredentials> select(List<String> values, String realm, List<DigestAlgorithm> offered) {
        DigestCredentials other = null;
        for (String value : values) {
            DigestCredentials given = parse(value).orElse(null);
            if (given != null && given.realm.equals(realm)) {
                if (DigestAlgorithm.named(given.algorithm)
                        .filter(offered::contains)
                        .isPresent()) {
                    return Optional.of(given);
                }
                other = other == null ? given : other;
            }
        }
        return Optional.ofNullable(other);
    }

    /** Reads one header value; empty for another scheme and for what does not keep to the grammar. */
    static Optional<DigestCredentials> parse(String value) {
        return parameters(value).map(DigestCredentials::of);
    }

    /** The parameters of a challenge or of credentials by their names in lower case, each said once. */
    static Optional<Map<String, String>> parameters(String value) {
        String text = value.strip();
        int end = SCHEME.length();
        if (!text.regionMatches(true, 0, SCHEME, 0, end) || text.length() == end || !space(text.charAt(end))) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>(16);
        Cursor cursor = new Cursor(text, end);
        while (cursor.more()) {
            String name = cursor.token().toLowerCase(Locale.ROOT);
            if (name.isEmpty() || !cursor.take('=')) {
                return Optional.empty();
            }
            boolean names = name.equals("username") || name.equals("realm");
            String given = cursor.value(names);
            // Said twice, two readers could believe different things.
            if (given == null || parameters.put(name, given) != null) {
                return Optional.empty();
            }
            if (!cursor.separator()) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    private static DigestCredentials of(Map<String, String> parameters) {
        return new DigestCredentials(
                parameters.getOrDefault("username", ""),
                parameters.getOrDefault("realm", ""),
                parameters.getOrDefault("nonce", ""),
                parameters.getOrDefault("uri", ""),
                parameters.getOrDefault("response", ""),
                // RFC 7616 section 3.3: absent means MD5.
                parameters.getOrDefault("algorithm", DigestAlgorithm.MD5.token()),
                parameters.getOrDefault("cnonce", ""),
                parameters.getOrDefault("qop", ""),
                parameters.getOrDefault("nc", ""));
    }

    /** The nonce count, or -1 where it is not up to eight hexadecimal digits. */
    long count() {
        if (nc.isEmpty() || nc.length() > 8) {
            return -1;
        }
        long count = 0;
        for (int i = 0; i < nc.length(); i++) {
            int digit = Character.digit(nc.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            count = count << 4 | digit;
        }
        return count;
    }

    private static boolean space(char c) {
        return c == ' ' || c == '\t';
    }

    /** A place in a header value. */
    private static final class Cursor {
        private final String text;
        private int at;

        Cursor(String text, int at) {
            this.text = text;
            this.at = at;
            skip(true);
        }

        boolean more() {
            return at < text.length();
        }

        /** Passes white space, and commas where list elements may be empty (RFC 9110 section 5.6.1.2). */
        private void skip(boolean commas) {
            while (more() && (space(text.charAt(at)) || commas && text.charAt(at) == ',')) {
                at++;
            }
        }

        String token() {
            int start = at;
            while (more() && "=,\" \t".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        boolean take(char wanted) {
            skip(false);
            if (!more() || text.charAt(at) != wanted) {
                return false;
            }
            at++;
            skip(false);
            return true;
        }

        /** Whether the list goes on or ends here. */
        boolean separator() {
            skip(false);
            boolean good = !more() || text.charAt(at) == ',';
            skip(true);
            return good;
        }

        /** A token or a quoted string, null where there is neither. */
        String value(boolean unescaped) {
            if (!more() || text.charAt(at) != '"') {
                String token = token();
                return token.isEmpty() ? null : token;
            }
            int start = ++at;
            boolean escapes = false;
            while (more() && text.charAt(at) != '"') {
                if (text.charAt(at) == '\\') {
                    escapes = true;
                    at++;
                }
                at++;
            }
            if (!more()) {
                return null;
            }
            String inside = text.substring(start, at++);
            return unescaped && escapes ? unescape(inside) : inside;
        }

        private static String unescape(String inside) {
            StringBuilder out = new StringBuilder(inside.length());
            for (int i = 0; i < inside.length(); i++) {
                char c = inside.charAt(i);
                out.append(c == '\\' ? inside.charAt(++i) : c);
            }
            return out.toString();
        }
    }
}
