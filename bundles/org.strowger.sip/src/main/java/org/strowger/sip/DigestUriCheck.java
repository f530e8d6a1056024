// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.Locale;
import org.strowger.api.sip.SipUri;

/**
 * How near the {@code uri} of credentials must be to the Request-URI. RFC 7616 section 3.4.6 wants them to be equivalent; RFC 3261
 * section 22.4, item 8, leaves it to the server, for a proxy on the way may have rewritten the Request-URI.
 */
enum DigestUriCheck {
    /** The same user and host. */
    STRICT,
    /** The same user where both name one: a phone may write its server's address where we are called by a domain. */
    USER,
    /** Anything. */
    NONE;

    boolean passes(String given, SipUri requested) {
        if (this == NONE || given.equals(requested.toString())) {
            return true;
        }
        SipUri uri;
        try {
            uri = SipUri.parse(given);
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
        String user = uri.number();
        String requestedUser = requested.number();
        if (this == USER) {
            return user.isEmpty() || requestedUser.isEmpty() || user.equals(requestedUser);
        }
        return user.equals(requestedUser) && uri.host().equalsIgnoreCase(requested.host());
    }

    String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}
