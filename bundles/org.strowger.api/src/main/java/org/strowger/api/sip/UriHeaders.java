// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The headers that a URI wants its request to have, behind its question mark (RFC 3261 section 19.1.1). Pure functions. */
final class UriHeaders {
    private static final String UNRESERVED = "-_.!~*'()[]/?:+$";

    private UriHeaders() {}

    /** In order, their escapes undone; one that cannot be a header is left out. */
    static List<Header> of(SipUri uri) {
        List<Header> headers = new ArrayList<>(1);
        int query = uri.parameters().indexOf('?');
        String text = query < 0 ? "" : uri.parameters().substring(query + 1);
        for (String one : text.split("&")) {
            int equals = one.indexOf('=');
            String name = equals <= 0 ? "" : unescape(one.substring(0, equals));
            String value = equals <= 0 ? "" : unescape(one.substring(equals + 1));
            if (Parts.isToken(name) && value.indexOf('\r') < 0 && value.indexOf('\n') < 0) {
                headers.add(new Header(name, value));
            }
        }
        return headers;
    }

    static SipUri without(SipUri uri) {
        int query = uri.parameters().indexOf('?');
        return query < 0
                ? uri
                : new SipUri(
                        uri.scheme(),
                        uri.user(),
                        uri.host(),
                        uri.port(),
                        uri.parameters().substring(0, query));
    }

    static List<String> values(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return out.toString();
    }

    static String unescape(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
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
        return out.toString(StandardCharsets.UTF_8);
    }
}
