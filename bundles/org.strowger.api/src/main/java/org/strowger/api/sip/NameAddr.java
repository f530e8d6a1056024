// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.Objects;

/**
 * Who somebody is in a From, To or P-Asserted-Identity: a display name and a URI (RFC 3261 section 20.10), without tag.
 *
 * @param displayName without quotes or escapes; empty where there is none
 */
public record NameAddr(String displayName, SipUri uri) {
    public NameAddr {
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(uri, "uri");
    }

    /** An address without a display name. */
    public static NameAddr of(SipUri uri) {
        return new NameAddr("", uri);
    }

    @Override
    public String toString() {
        if (displayName.isEmpty()) {
            return "<" + uri + ">";
        }
        return '"' + displayName.replace("\\", "\\\\").replace("\"", "\\\"") + "\" <" + uri + ">";
    }
}
