// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.dial;

import java.util.Objects;

/**
 * The keys of a call's media (RFC 4568), each a master key and salt of 30 bytes in Base64.
 *
 * @param suite that was agreed, such as {@code AES_CM_128_HMAC_SHA1_80}
 * @param ours for what the program sends
 * @param theirs for what it receives
 */
public record Srtp(String suite, String ours, String theirs) {
    public Srtp {
        Objects.requireNonNull(suite, "suite");
        Objects.requireNonNull(ours, "ours");
        Objects.requireNonNull(theirs, "theirs");
    }

    /** Never shows the keys, so that no log can. */
    @Override
    public String toString() {
        return "Srtp[" + suite + "]";
    }
}
