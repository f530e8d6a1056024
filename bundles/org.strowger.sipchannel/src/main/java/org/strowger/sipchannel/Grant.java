// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.SipUri;

/**
 * What a registrar's 200 grants.
 *
 * @param seconds how long the binding lasts
 * @param routes its Service-Route, by which calls go out (RFC 3608); empty where it gives none
 */
record Grant(long seconds, List<String> routes) {
    private static final Pattern EXPIRES = Pattern.compile("(?i);\\s*expires\\s*=\\s*\"?(\\d{1,9})");

    Grant {
        routes = List.copyOf(routes);
    }

    /**
     * Reads it. What counts is what it says of our own contact (RFC 3261 section 10.2.4), then its Expires header, then what was asked
     * for.
     *
     * @param token the value of the parameter {@code line} of our contact
     */
    static Grant read(SipReply reply, String token, long asked) {
        List<String> contacts = values(reply, "Contact");
        Optional<Long> own = contacts.stream()
                .filter(contact -> isOurs(contact, token))
                .findFirst()
                .flatMap(Grant::expires);
        Optional<Long> only = contacts.size() == 1 ? expires(contacts.get(0)) : Optional.empty();
        Optional<Long> header = values(reply, "Expires").stream().findFirst().flatMap(Grant::leadingNumber);
        return new Grant(own.or(() -> only).or(() -> header).orElse(asked), values(reply, "Service-Route"));
    }

    private static boolean isOurs(String contact, String token) {
        int open = contact.indexOf('<');
        int close = contact.indexOf('>', open);
        try {
            String uri = open < 0 || close < 0 ? contact : contact.substring(open + 1, close);
            return SipUri.parse(uri).parameter("line").filter(token::equals).isPresent();
        } catch (IllegalArgumentException anothersContact) {
            return false;
        }
    }

    private static Optional<Long> expires(String contact) {
        Matcher matcher = EXPIRES.matcher(contact.substring(contact.indexOf('>') + 1));
        return matcher.find() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }

    /** Every value of a header. */
    static List<String> values(SipReply reply, String name) {
        List<String> values = new ArrayList<>(2);
        for (Header header : reply.headers()) {
            if (header.name().equalsIgnoreCase(name)) {
                values.add(header.value());
            }
        }
        return values;
    }

    /** The number that a value begins with. */
    static Optional<Long> leadingNumber(String value) {
        int end = 0;
        while (end < value.length() && end < 9 && Character.isDigit(value.charAt(end))) {
            end++;
        }
        return end == 0 ? Optional.empty() : Optional.of(Long.valueOf(value.substring(0, end)));
    }
}
