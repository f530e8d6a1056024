// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.Objects;

/** One header field as it stands on the wire: a name and an unfolded value (RFC 3261 section 7.3). */
public record Header(String name, String value) {
    public Header {
        Objects.requireNonNull(value, "value");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a header needs a name");
        }
        if (name.indexOf('\n') >= 0 || value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("header " + name + " holds a line break");
        }
    }
}
