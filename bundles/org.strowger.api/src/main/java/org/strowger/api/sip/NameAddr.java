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

    /**
     * Reads a header's address: a name and a URI within angle brackets, or a URI alone. What follows it, parameters of the header, is left out.
     *
     * @throws IllegalArgumentException naming what is wrong with the text
     */
    public static NameAddr parse(String text) {
        String first = Parts.split(text, ';').get(0);
        int open = first.endsWith(">") ? first.lastIndexOf('<') : -1;
        if (open < 0) {
            return of(SipUri.parse(first));
        }
        String name = first.substring(0, open).strip();
        return new NameAddr(
                Parts.unquoted(name),
                SipUri.parse(first.substring(open + 1, first.length() - 1).strip()));
    }

    @Override
    public String toString() {
        if (displayName.isEmpty()) {
            return "<" + uri + ">";
        }
        return Parts.quoted(displayName) + " <" + uri + ">";
    }
}
