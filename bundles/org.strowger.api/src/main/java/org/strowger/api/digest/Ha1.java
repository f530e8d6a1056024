// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.digest;

import java.util.Objects;

/**
 * What is kept of a password: the digest of {@code user:realm:password} in lower-case hexadecimal, by each algorithm that
 * is offered (RFC 7616 section 3.4.2). Enough to verify with, and as secret as the password within its realm.
 */
public record Ha1(String md5, String sha256) {
    public Ha1 {
        Objects.requireNonNull(md5, "md5");
        Objects.requireNonNull(sha256, "sha256");
    }

    /** Never shows the digests, so that no log can. */
    @Override
    public String toString() {
        return "Ha1[...]";
    }
}
