// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.digest;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipRequest;

/**
 * Challenges requests and verifies the answers. It holds the nonces, so that a role may be replaced between a challenge and
 * its answer. Thread-safe, never blocks.
 */
@ProviderType
public interface DigestAuthenticator {
    /** What became of a request's credentials. */
    sealed interface Verdict {
        /** They are right. */
        record Verified(String user) implements Verdict {}

        /** They are missing, wrong, replayed or stale: answer 401 with these headers. */
        record Challenge(List<Header> headers, String why) implements Verdict {
            public Challenge {
                headers = List.copyOf(headers);
            }
        }
    }

    /**
     * Verifies the Authorization of a request for a realm. An unknown user costs the same time and gets the same answer as a
     * wrong password. A nonce whose time is over, or whose count was used before, is answered {@code stale=true}.
     *
     * @param accounts from a user's name, as given in the credentials, to the secret; asked at most once
     */
    Verdict verify(SipRequest request, String realm, Function<String, Optional<Ha1>> accounts);

    /** Computes what to keep of a password. */
    Ha1 ha1(String user, String realm, String password);
}
