// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.List;
import java.util.Objects;

/**
 * Whom a REFER wants called (RFC 3515 section 2.1).
 *
 * @param to without the method and the headers of its URI; every other parameter stays
 * @param method of the request, {@code INVITE} as a rule
 * @param headers that the request is to have, their escapes undone: Replaces (RFC 3891) among them
 */
public record ReferTo(NameAddr to, String method, List<Header> headers) {
    /** The header's name. */
    public static final String NAME = "Refer-To";

    public ReferTo {
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(method, "method");
        headers = List.copyOf(headers);
    }

    /**
     * Reads the header's value, a name and a URI within angle brackets or a URI alone.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static ReferTo parse(String text) {
        NameAddr full = NameAddr.parse(alone(text.strip()));
        SipUri bare = UriHeaders.without(full.uri());
        String method = bare.parameter("method").orElse("INVITE");
        SipUri uri = new SipUri(
                bare.scheme(),
                bare.user(),
                bare.host(),
                bare.port(),
                bare.parameters().replaceAll("(?i);method=[^;]*", ""));
        return new ReferTo(new NameAddr(full.displayName(), uri), method, UriHeaders.of(full.uri()));
    }

    /** A URI without angle brackets, whose parameters would be the header's, is within them here: most who leave them out mean its own. */
    private static String alone(String text) {
        return text.indexOf('<') >= 0 ? text : "<" + text + ">";
    }
}
