// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** The body of a message with its Content-Type. The bytes are shared, not copied: nobody may change them. */
public record Body(String contentType, byte[] bytes) {
    /** The type of a session description, RFC 4566. */
    public static final String SDP = "application/sdp";

    public Body {
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(bytes, "bytes");
    }

    /** A session description from its text, lines ended by CRLF. */
    public static Body sdp(String text) {
        return new Body(SDP, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether this is a session description, whatever the case or the parameters of its type. */
    public boolean isSdp() {
        return contentType.regionMatches(true, 0, SDP, 0, SDP.length())
                && (contentType.length() == SDP.length() || " ;\t".indexOf(contentType.charAt(SDP.length())) >= 0);
    }

    /** The bytes read as UTF-8. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Body body && contentType.equals(body.contentType) && Arrays.equals(bytes, body.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * contentType.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return contentType + ", " + bytes.length + " bytes";
    }
}
