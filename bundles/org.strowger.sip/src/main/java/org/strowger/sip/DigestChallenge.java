// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.strowger.api.sip.Credentials;
import org.strowger.api.sip.Header;

/**
 * A challenge that a peer put to us (RFC 7616 section 3.3), and the answer to it. What goes back is written as it came.
 *
 * @param proxy whether it came as Proxy-Authenticate
 * @param algorithm as written; empty where it was not
 * @param session whether the algorithm is a {@code -sess} one
 * @param opaque null where there is none
 */
record DigestChallenge(
        boolean proxy,
        String realm,
        String nonce,
        String algorithm,
        DigestAlgorithm hash,
        boolean session,
        Qop qop,
        String opaque,
        boolean stale) {
    private static final String SESSION = "-sess";

    /** What the answer protects. */
    enum Qop {
        /** As RFC 2069 had it: neither count nor client nonce. */
        NONE(""),
        AUTH("auth"),
        /** The body, too. */
        AUTH_INT("auth-int");

        private final String token;

        Qop(String token) {
            this.token = token;
        }
    }

    /** Reads a WWW-Authenticate or Proxy-Authenticate; empty where it is of a kind that we have no answer to. */
    static Optional<DigestChallenge> parse(Header header) {
        Optional<Map<String, String>> read = DigestCredentials.parameters(header.value());
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> given = read.get();
        String algorithm = given.getOrDefault("algorithm", "");
        boolean session = algorithm.toLowerCase(Locale.ROOT).endsWith(SESSION);
        String bare = session ? algorithm.substring(0, algorithm.length() - SESSION.length()) : algorithm;
        Optional<DigestAlgorithm> hash =
                bare.isEmpty() ? Optional.of(DigestAlgorithm.MD5) : DigestAlgorithm.named(bare);
        Optional<Qop> qop = qop(given.get("qop"));
        if (hash.isEmpty() || qop.isEmpty() || !given.containsKey("realm") || !given.containsKey("nonce")) {
            return Optional.empty();
        }
        return Optional.of(new DigestChallenge(
                header.name().equalsIgnoreCase("Proxy-Authenticate"),
                given.get("realm"),
                given.get("nonce"),
                algorithm,
                hash.get(),
                session,
                qop.get(),
                given.get("opaque"),
                given.getOrDefault("stale", "").equalsIgnoreCase("true")));
    }

    private static Optional<Qop> qop(String offered) {
        if (offered == null || offered.isBlank()) {
            return Optional.of(Qop.NONE);
        }
        List<String> tokens = Arrays.stream(offered.split(","))
                .map(token -> token.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (tokens.contains(Qop.AUTH.token)) {
            return Optional.of(Qop.AUTH);
        }
        return tokens.contains(Qop.AUTH_INT.token) ? Optional.of(Qop.AUTH_INT) : Optional.empty();
    }

    /** Who asks: one answer goes to each, and one alone. */
    String asker() {
        return (proxy ? "proxy " : "server ") + realm;
    }

    /**
     * The header that answers it.
     *
     * @param count how often its nonce has been used, this time included
     * @param cnonce a nonce of ours
     */
    Header answer(Credentials with, String method, String uri, byte[] body, long count, String cnonce) {
        String nc = String.format("%08x", count);
        String ha1 = hash.hash(with.user(), realm, with.password());
        if (session) {
            ha1 = hash.hash(ha1, nonce, cnonce);
        }
        String ha2 = qop == Qop.AUTH_INT ? hash.hash(method, uri, hash.hash(body)) : hash.hash(method, uri);
        StringBuilder value = new StringBuilder(300).append("Digest username=");
        quoted(value, with.user());
        quoted(value.append(", realm="), realm);
        value.append(", nonce=\"")
                .append(nonce)
                .append("\", uri=\"")
                .append(uri)
                .append("\", response=\"");
        if (qop == Qop.NONE) {
            value.append(hash.hash(ha1, nonce, ha2)).append('"');
        } else {
            value.append(hash.hash(ha1, nonce, nc, cnonce, qop.token, ha2)).append('"');
        }
        if (!algorithm.isEmpty()) {
            value.append(", algorithm=").append(algorithm);
        }
        if (qop != Qop.NONE || session) {
            value.append(", cnonce=\"").append(cnonce).append('"');
        }
        if (qop != Qop.NONE) {
            value.append(", qop=").append(qop.token).append(", nc=").append(nc);
        }
        if (opaque != null) {
            value.append(", opaque=\"").append(opaque).append('"');
        }
        return new Header(proxy ? "Proxy-Authorization" : "Authorization", value.toString());
    }

    private static void quoted(StringBuilder out, String text) {
        out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
}
