// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.api.sip.SipUri;

/**
 * One value of a Contact header, taken apart (RFC 3261 section 20.10).
 *
 * @param address the display name and the URI as written
 * @param parameters those of the header, not of the URI, as written
 */
record ContactValue(String address, SipUri uri, List<String> parameters) {
    private static final int LENGTH = 2000;

    /**
     * Reads a value other than {@code *}.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    static ContactValue parse(String text) {
        if (text.length() > LENGTH || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a contact is too long, or holds control characters");
        }
        String value = text.trim();
        int open = indexOf('<', value, 0);
        // Without brackets, parameters belong to the header: section 20.10.
        int end = open < 0 ? indexOf(';', value, 0) : value.indexOf('>', open) + 1;
        if (open >= 0 && end == 0) {
            throw new IllegalArgumentException("'" + value + "' has no closing bracket");
        }
        String address = end < 0 ? value : value.substring(0, end).trim();
        SipUri uri = SipUri.parse(
                open < 0 ? address : value.substring(open + 1, end - 1).trim());
        if (uri.scheme().equals("tel")) {
            throw new IllegalArgumentException("'" + uri + "' is not a SIP URI");
        }
        return new ContactValue(address, uri, parameters(end < 0 ? "" : value.substring(end)));
    }

    private static List<String> parameters(String text) {
        List<String> parameters = new ArrayList<>(4);
        String rest = text.trim();
        if (!rest.isEmpty() && rest.charAt(0) != ';') {
            throw new IllegalArgumentException("'" + rest + "' after the address is no parameter");
        }
        for (int start = 1; start <= rest.length(); ) {
            int end = indexOf(';', rest, start);
            end = end < 0 ? rest.length() : end;
            String parameter = rest.substring(start, end).trim();
            if (!parameter.isEmpty()) {
                parameters.add(parameter);
            }
            start = end + 1;
        }
        return List.copyOf(parameters);
    }

    /** The first of a character outside of quoted strings, or -1. */
    private static int indexOf(char wanted, String text, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == wanted && !quoted) {
                return i;
            }
        }
        return -1;
    }

    /** A parameter's value without quotes, its name matched in any case; empty text for one without a value. */
    Optional<String> parameter(String name) {
        for (String parameter : parameters) {
            if (isNamed(parameter, name)) {
                int equals = parameter.indexOf('=');
                return Optional.of(
                        equals < 0
                                ? ""
                                : unquoted(parameter.substring(equals + 1).trim()));
            }
        }
        return Optional.empty();
    }

    private static boolean isNamed(String parameter, String name) {
        int equals = parameter.indexOf('=');
        return (equals < 0 ? parameter : parameter.substring(0, equals)).trim().equalsIgnoreCase(name);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** The value as written, but for one parameter. */
    String without(String name) {
        StringBuilder text = new StringBuilder(address);
        for (String parameter : parameters) {
            if (!isNamed(parameter, name)) {
                text.append(';').append(parameter);
            }
        }
        return text.toString();
    }
}
