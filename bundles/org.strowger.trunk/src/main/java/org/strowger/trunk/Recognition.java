// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.api.config.Values;
import org.strowger.api.sip.Credentials;
import org.strowger.api.sip.SipRequest;

/**
 * By what a peer is known that comes from anywhere.
 *
 * @param certificate the name that its certificate is for, by TLS; empty where that does not matter
 * @param digest with what it proves who it is; empty where it need not
 * @param realm what its password is for
 */
record Recognition(Optional<String> certificate, Optional<Credentials> digest, String realm) {
    private static final Pattern USER = Pattern.compile("username\\s*=\\s*\"([^\"\\\\]{1,256})\"");

    static Recognition read(Values values) {
        String name = values.text("certificate", "");
        String user = values.text("digest.user", "");
        String password = values.text("digest.password", "");
        if (user.isEmpty() != password.isEmpty()) {
            values.refuse(user.isEmpty() ? "digest.user" : "digest.password", "is missing");
        }
        if (!name.isEmpty() && !user.isEmpty()) {
            values.refuse("digest.user", "a peer is known by its certificate or by a password, not by both");
        }
        return new Recognition(
                name.isEmpty() ? Optional.empty() : Optional.of(name),
                user.isEmpty() ? Optional.empty() : Optional.of(new Credentials(user, password)),
                values.text("digest.realm", "strowger"));
    }

    /** Whether an address alone does not do. */
    boolean asks() {
        return certificate.isPresent() || digest.isPresent();
    }

    /** Whether the connection's other end has shown the certificate that is wanted. */
    boolean hasShown(SipRequest request) {
        return certificate.isPresent()
                && request.certified().stream().anyMatch(name -> name.equalsIgnoreCase(certificate.get()));
    }

    /** Whether a request claims to be the peer's: what it claims is not verified yet. */
    boolean isClaimedBy(SipRequest request) {
        List<String> given = request.headers("Authorization");
        return digest.isPresent()
                && given.stream().map(USER::matcher).filter(Matcher::find).anyMatch(user -> user.group(1)
                        .equals(digest.get().user()));
    }
}
