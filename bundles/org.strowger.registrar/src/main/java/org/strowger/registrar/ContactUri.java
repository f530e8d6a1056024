// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.util.Arrays;
import java.util.Locale;
import org.strowger.api.sip.SipUri;

/**
 * When two contacts are one: RFC 3261 section 19.1.4, but that a parameter which only one of them has sets them apart. A phone
 * refreshes with the URI that it registered, so nothing is lost by that, and it makes equivalence an equality of texts.
 */
final class ContactUri {
    private ContactUri() {}

    /** The same text for equivalent URIs. */
    static String key(SipUri uri) {
        StringBuilder key = new StringBuilder(64)
                .append(uri.scheme())
                .append(':')
                .append(user(uri.user()))
                .append('@')
                .append(uri.host().toLowerCase(Locale.ROOT));
        if (uri.port() > 0) {
            key.append(':').append(uri.port());
        }
        int question = uri.parameters().indexOf('?');
        String parameters = question < 0 ? uri.parameters() : uri.parameters().substring(0, question);
        String headers = question < 0 ? "" : uri.parameters().substring(question + 1);
        return key.append(sorted(parameters, ";"))
                .append('?')
                .append(sorted(headers, "&"))
                .toString();
    }

    private static String sorted(String list, String separator) {
        if (list.isEmpty()) {
            return "";
        }
        String[] parts = list.toLowerCase(Locale.ROOT).split(separator);
        Arrays.sort(parts);
        return String.join(separator, parts);
    }

    /** The user part is compared by case; an escape of a character that needs none is that character. */
    private static String user(String user) {
        if (user.indexOf('%') < 0) {
            return user;
        }
        StringBuilder out = new StringBuilder(user.length());
        for (int i = 0; i < user.length(); i++) {
            char c = user.charAt(i);
            int high = c == '%' && i + 2 < user.length() ? Character.digit(user.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(user.charAt(i + 2), 16);
            if (low < 0) {
                out.append(c);
                continue;
            }
            char escaped = (char) (high * 16 + low);
            if (unreserved(escaped)) {
                out.append(escaped);
            } else {
                out.append(user.substring(i, i + 3).toUpperCase(Locale.ROOT));
            }
            i += 2;
        }
        return out.toString();
    }

    private static boolean unreserved(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || "-_.!~*'()".indexOf(c) >= 0);
    }
}
