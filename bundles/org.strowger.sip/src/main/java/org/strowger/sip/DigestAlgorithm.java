// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.strowger.api.digest.Ha1;

/** The algorithms that we challenge with, RFC 7616 section 3.3 and RFC 8760. Their {@code -sess} variants are not offered. */
enum DigestAlgorithm {
    MD5("MD5"),
    SHA_256("SHA-256");

    private final String token;
    private final ThreadLocal<MessageDigest> digest;

    DigestAlgorithm(String token) {
        this.token = token;
        this.digest = ThreadLocal.withInitial(() -> create(token));
    }

    private static MessageDigest create(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform must have " + name, absent);
        }
    }

    /** Its name in challenges and credentials, which is Java's as well. */
    String token() {
        return token;
    }

    static Optional<DigestAlgorithm> named(String name) {
        for (DigestAlgorithm algorithm : values()) {
            if (algorithm.token.equalsIgnoreCase(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** H(a ":" b ":" c), in lower-case hexadecimal. */
    String hash(String... parts) {
        MessageDigest md = digest.get();
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                md.update((byte) ':');
            }
            md.update(parts[i].getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(md.digest());
    }

    /** H of bytes, in lower-case hexadecimal. */
    String hash(byte[] bytes) {
        return HexFormat.of().formatHex(digest.get().digest(bytes));
    }

    /** The part of a stored secret that this algorithm needs. */
    String of(Ha1 secret) {
        return this == MD5 ? secret.md5() : secret.sha256();
    }

    /** The response of RFC 7616 section 3.4.1 for {@code qop=auth}. */
    String response(String ha1, String method, DigestCredentials given) {
        return hash(ha1, given.nonce(), given.nc(), given.cnonce(), given.qop(), hash(method, given.uri()));
    }
}
