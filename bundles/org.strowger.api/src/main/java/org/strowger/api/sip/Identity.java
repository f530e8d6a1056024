// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A caller's number, signed (RFC 8224 section 4). Whether the signature is right is not known here.
 *
 * @param passport header, payload and signature, with dots between; the first two empty in the compact form
 * @param info where the certificate is
 * @param algorithm such as {@code ES256}; empty where none is named
 * @param type of the token, such as {@code shaken}; empty for the plain one
 * @param text the value as it was written
 */
public record Identity(String passport, String info, String algorithm, String type, String text) {
    /** The header's name. */
    public static final String NAME = "Identity";

    public Identity {
        Objects.requireNonNull(info, "info");
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(text, "text");
        if (!passport.matches("[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("an Identity begins with a token of three parts with dots between");
        }
    }

    /**
     * Reads one value.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static Identity parse(String text) {
        List<String> parts = Parts.split(text, ';');
        Map<String, String> parameters = Parts.parameters(parts);
        String info = parameters.getOrDefault("info", "");
        if (info.length() < 3 || !info.startsWith("<") || !info.endsWith(">")) {
            throw new IllegalArgumentException("an Identity needs its info, a URI within angle brackets");
        }
        return new Identity(
                parts.get(0),
                info.substring(1, info.length() - 1),
                parameters.getOrDefault("alg", ""),
                parameters.getOrDefault("ppt", "").toLowerCase(Locale.ROOT),
                text);
    }

    /** Whether header and payload are left to be made again from the request (RFC 8224 section 4.1). */
    public boolean compact() {
        return passport.startsWith("..");
    }

    /** The value as it was written, byte for byte. */
    @Override
    public String toString() {
        return text;
    }
}
