// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.Objects;

/**
 * With what we prove who we are where a peer asks us (RFC 3261 section 22.2). Good for any realm: what is kept here is for the one
 * peer that a request goes to.
 *
 * @param user the name that the password belongs to, which need not be the user of any URI
 */
public record Credentials(String user, String password) {
    public Credentials {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    /** Never shows the password, so that no log can. */
    @Override
    public String toString() {
        return "Credentials[" + user + "]";
    }
}
