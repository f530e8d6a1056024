// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.Objects;
import java.util.Optional;

/**
 * A sip, sips or tel URI, taken apart no further than routing needs (RFC 3261 section 19.1, RFC 3966). What it does not
 * interpret it keeps to the letter, so that a URI read and written again is the same, byte for byte.
 *
 * @param scheme {@code sip}, {@code sips} or {@code tel}, lower case
 * @param user the user part as written, escapes and password kept; a tel URI's number; empty where there is none
 * @param host the host as written, an IPv6 address within its brackets; empty in a tel URI. On a URI that a role gives to
 *     an outgoing leg, empty means "the exchange's own address as that peer sees it"
 * @param port 1 to 65535, or 0 where the URI names none
 * @param parameters what follows from the first semicolon on, headers included, as written; or empty
 */
public record SipUri(String scheme, String user, String host, int port, String parameters) {
    public SipUri {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(parameters, "parameters");
        if (!scheme.equals("sip") && !scheme.equals("sips") && !scheme.equals("tel")) {
            throw new IllegalArgumentException("unsupported URI scheme '" + scheme + "'");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
    }

    /** {@code sip:user@host:port}. */
    public static SipUri of(String user, String host, int port) {
        return new SipUri("sip", user, host, port, "");
    }

    /** {@code sip:user@} the exchange's own address: for the From and To that a role gives to an outgoing leg. */
    public static SipUri ours(String user) {
        return new SipUri("sip", user, "", 0, "");
    }

    /**
     * Reads a URI without angle brackets.
     *
     * @throws IllegalArgumentException naming what is wrong with the text
     */
    public static SipUri parse(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("'" + text + "' is not a SIP URI: no scheme");
        }
        String scheme = text.substring(0, colon).toLowerCase(java.util.Locale.ROOT);
        String rest = text.substring(colon + 1);
        if (scheme.equals("tel")) {
            int end = indexOfAny(rest, 0, ";?");
            return new SipUri(scheme, rest.substring(0, end), "", 0, rest.substring(end));
        }
        int at = rest.indexOf('@');
        String user = at < 0 ? "" : rest.substring(0, at);
        String hostPort = rest.substring(at + 1);
        int end = indexOfAny(hostPort, hostPort.startsWith("[") ? Math.max(hostPort.indexOf(']'), 0) : 0, ";?");
        String parameters = hostPort.substring(end);
        hostPort = hostPort.substring(0, end);
        int portColon = hostPort.indexOf(':', hostPort.startsWith("[") ? Math.max(hostPort.indexOf(']'), 0) : 0);
        String host = portColon < 0 ? hostPort : hostPort.substring(0, portColon);
        if (host.isEmpty() || host.indexOf(' ') >= 0 || host.startsWith("[") != host.endsWith("]")) {
            throw new IllegalArgumentException("'" + text + "' is not a SIP URI: bad host '" + host + "'");
        }
        int port = portColon < 0 ? 0 : port(text, hostPort.substring(portColon + 1));
        return new SipUri(scheme, user, host, port, parameters);
    }

    private static int port(String text, String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port >= 1 && port <= 65535 && digits.charAt(0) != '+') {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // reported below with the range, as a number outside of it is
        }
        throw new IllegalArgumentException("'" + text + "' is not a SIP URI: bad port '" + digits + "'");
    }

    private static int indexOfAny(String text, int from, String stops) {
        for (int i = from; i < text.length(); i++) {
            if (stops.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    /** The user part without password or user parameters and with its escapes undone: what a person would dial. */
    public String number() {
        int end = indexOfAny(user, 0, ":;");
        return unescape(user.substring(0, end));
    }

    /** The host without an IPv6 address's brackets, as a socket wants it. */
    public String address() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The value of a URI parameter, its name matched in any case: empty text for one without a value. */
    public Optional<String> parameter(String name) {
        int headers = parameters.indexOf('?');
        String text = headers < 0 ? parameters : parameters.substring(0, headers);
        for (int start = 1; start <= text.length(); ) {
            int end = indexOfAny(text, start, ";");
            int equals = text.indexOf('=', start);
            int nameEnd = equals >= 0 && equals < end ? equals : end;
            if (nameEnd - start == name.length() && text.regionMatches(true, start, name, 0, name.length())) {
                return Optional.of(nameEnd == end ? "" : text.substring(nameEnd + 1, end));
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    /** This URI with another user part; what cannot stand in one is escaped (RFC 3261 section 19.1.2). */
    public SipUri withNumber(String number) {
        return new SipUri(scheme, escape(number), host, port, parameters);
    }

    private static String escape(String number) {
        StringBuilder out = null;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-_.!~*'()&=+$,/".indexOf(c) >= 0);
            if (plain && out == null) {
                continue;
            }
            if (out == null) {
                out = new StringBuilder(number.length() + 8).append(number, 0, i);
            }
            if (plain) {
                out.append(c);
            } else {
                int codePoint = number.codePointAt(i);
                for (byte b : Character.toString(codePoint).getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
                    out.append(String.format("%%%02X", b & 0xff));
                }
                i += Character.charCount(codePoint) - 1;
            }
        }
        return out == null ? number : out.toString();
    }

    private static String unescape(String user) {
        if (user.indexOf('%') < 0) {
            return user;
        }
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream(user.length());
        byte[] bytes = user.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low >= 0) {
                out.write(high * 16 + low);
                i += 2;
            } else {
                out.write(bytes[i]);
            }
        }
        return out.toString(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The URI as it stands on the wire. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(48).append(scheme).append(':').append(user);
        if (!scheme.equals("tel")) {
            if (!user.isEmpty()) {
                out.append('@');
            }
            out.append(host);
            if (port > 0) {
                out.append(':').append(port);
            }
        }
        return out.append(parameters).toString();
    }
}
