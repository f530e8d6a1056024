// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.List;
import java.util.Optional;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipUri;

/**
 * Where a REFER wants its call to go (RFC 3515 section 2.1). Of its URI only the number counts: the dial plan says where that is, and
 * nobody is called at a host that a phone has named.
 *
 * @param replaces the dialog that the call would take the place of: the transferor's call to the target; empty for a blind transfer
 */
record ReferTo(String number, Optional<Replaces> replaces) {
    /**
     * Reads what came with a REFER.
     *
     * @throws IllegalArgumentException where there is not just one Refer-To, or none to call
     */
    static ReferTo of(List<Header> headers) {
        List<String> values = headers.stream()
                .filter(header -> header.name().equalsIgnoreCase("Refer-To"))
                .map(Header::value)
                .toList();
        if (values.size() != 1) {
            throw new IllegalArgumentException(values.size() + " Refer-To headers");
        }
        return parse(values.get(0));
    }

    /** @throws IllegalArgumentException naming what is wrong with the value */
    static ReferTo parse(String value) {
        SipUri uri = SipUri.parse(address(value.strip()));
        String more = uri.parameters();
        int question = more.indexOf('?');
        String headers = question < 0 ? "" : more.substring(question + 1);
        if (!uri.parameter("method").orElse("INVITE").equalsIgnoreCase("INVITE")) {
            throw new IllegalArgumentException("'" + value + "' is no call");
        }
        if (!List.of("sip", "sips", "tel").contains(uri.scheme())
                || uri.number().isEmpty()) {
            throw new IllegalArgumentException("'" + value + "' names nobody");
        }
        return new ReferTo(uri.number(), replaces(headers));
    }

    /** The URI of a name-addr or addr-spec. Without angle brackets what follows a semicolon is the header's own. */
    private static String address(String value) {
        int open = value.lastIndexOf('<');
        if (open >= 0) {
            int close = value.indexOf('>', open);
            if (close < 0) {
                throw new IllegalArgumentException("'" + value + "' has no end");
            }
            return value.substring(open + 1, close);
        }
        int semicolon = value.indexOf(';');
        return semicolon < 0 ? value : value.substring(0, semicolon);
    }

    private static Optional<Replaces> replaces(String headers) {
        for (String header : headers.split("&")) {
            int equals = header.indexOf('=');
            if (equals > 0 && header.substring(0, equals).equalsIgnoreCase("Replaces")) {
                return Optional.of(Replaces.unescape(header.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }
}
