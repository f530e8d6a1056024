// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A challenge, and how a phone answers it (RFC 7616). */
public record Digest(String realm, String nonce, String algorithm, boolean stale) {
    /** The challenge of a 401 or 407 by one algorithm: MD5 or SHA-256. */
    public static Digest of(Message challenge, String algorithm) {
        String name = challenge.status() == 407 ? "Proxy-Authenticate" : "WWW-Authenticate";
        return challenge.lines(name).stream()
                .filter(line ->
                        Message.parameterOf(line, "algorithm").orElse("MD5").equalsIgnoreCase(algorithm))
                .findFirst()
                .map(line -> new Digest(
                        Message.parameterOf(line, "realm").orElse(""),
                        Message.parameterOf(line, "nonce").orElse(""),
                        algorithm,
                        Message.parameterOf(line, "stale").orElse("").equalsIgnoreCase("true")))
                .orElseThrow(() -> new AssertionError("no challenge by " + algorithm + " in\n" + challenge));
    }

    /** The value of an Authorization header. */
    public String credentials(Account account, String method, String uri, int count) {
        String cnonce = Request.random();
        String nc = String.format("%08x", count);
        String a1 = hash(account.number() + ":" + realm + ":" + account.password());
        String response = hash(a1 + ":" + nonce + ":" + nc + ":" + cnonce + ":auth:" + hash(method + ":" + uri));
        return "Digest username=\"" + account.number() + "\", realm=\"" + realm + "\", nonce=\"" + nonce + "\", uri=\""
                + uri + "\", response=\"" + response + "\", algorithm=" + algorithm + ", cnonce=\"" + cnonce
                + "\", qop=auth, nc=" + nc;
    }

    /** Whether the credentials in a header of a request are an account's, by an algorithm and with {@code qop=auth}. */
    static boolean verifies(Message request, String header, Account account, String algorithm) {
        Digest digest = new Digest(
                request.parameter(header, "realm").orElse(""),
                request.parameter(header, "nonce").orElse(""),
                algorithm,
                false);
        String a1 = digest.hash(account.number() + ":" + digest.realm + ":" + account.password());
        String a2 = digest.hash(
                request.method() + ":" + request.parameter(header, "uri").orElse(""));
        String expected = digest.hash(String.join(
                ":",
                a1,
                digest.nonce,
                request.parameter(header, "nc").orElse(""),
                request.parameter(header, "cnonce").orElse(""),
                "auth",
                a2));
        return request.parameter(header, "username").orElse("").equals(account.number())
                && request.parameter(header, "qop").orElse("").equals("auth")
                && request.parameter(header, "response").orElse("").equals(expected);
    }

    private String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException unknown) {
            throw new AssertionError(unknown);
        }
    }
}
