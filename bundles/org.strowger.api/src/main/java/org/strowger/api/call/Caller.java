// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.Objects;

/**
 * Who is calling, as the role that claimed the call vouches for it.
 *
 * @param number what routes match and the called party sees: an account, or the number that a trunk's peer presents
 * @param displayName empty where there is none
 * @param account whom the role authenticated: an account's name, or the name of a line or peer
 */
public record Caller(String number, String displayName, String account) {
    public Caller {
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(account, "account");
    }
}
