// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.strowger.api.digest.DigestAuthenticator;
import org.strowger.api.digest.Ha1;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipRequest;

/** Takes {@code Authorization: user} for right credentials of any user that has a secret. */
final class FakeDigests implements DigestAuthenticator {
    static final Header CHALLENGE = new Header("WWW-Authenticate", "Digest realm=\"strowger\", nonce=\"n\"");

    @Override
    public Verdict verify(SipRequest request, String realm, Function<String, Optional<Ha1>> accounts) {
        return request.header("Authorization")
                .filter(user -> accounts.apply(user).isPresent())
                .<Verdict>map(Verdict.Verified::new)
                .orElseGet(() -> new Verdict.Challenge(List.of(CHALLENGE), "no right credentials"));
    }

    @Override
    public Ha1 ha1(String user, String realm, String password) {
        String text = user + ":" + realm + ":" + password;
        return new Ha1(hex("MD5", text), hex("SHA-256", text));
    }

    private static String hex(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
