// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.util.regex.Pattern;
import org.strowger.api.sip.SipUri;

/**
 * Where a phone says that it is.
 *
 * @param text the Contact as registered, without its {@code expires}: what a 200 lists
 * @param uri the Request-URI of calls to it, kept to the letter
 * @param key equal for URIs that are equivalent
 * @param instance the device and its flow (RFC 5626 section 4.1); empty where the phone does not say
 * @param q the phone's preference among the account's contacts, 0 to 1
 */
record Contact(String text, SipUri uri, String key, String instance, double q) {
    /** RFC 3261 section 25.1, qvalue. */
    private static final Pattern Q = Pattern.compile("0(\\.\\d{0,3})?|1(\\.0{0,3})?");

    static Contact of(ContactValue value) {
        String device = value.parameter("+sip.instance").orElse("");
        return new Contact(
                value.without("expires"),
                value.uri(),
                ContactUri.key(value.uri()),
                device.isEmpty() ? "" : device + ' ' + value.parameter("reg-id").orElse(""),
                value.parameter("q").map(Contact::preference).orElse(1.0));
    }

    static Contact parse(String text) {
        return of(ContactValue.parse(text));
    }

    /** A malformed q says nothing about preference. */
    private static double preference(String q) {
        return Q.matcher(q).matches() ? Double.parseDouble(q) : 1.0;
    }

    boolean sameUri(Contact other) {
        return key.equals(other.key);
    }

    /** Whether this is the other's device, come back by another way: a new connection, another port of the NAT. */
    boolean sameInstance(Contact other) {
        return !instance.isEmpty() && instance.equals(other.instance);
    }
}
