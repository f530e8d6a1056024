// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.Locale;
import java.util.Optional;
import org.strowger.api.sip.Header;

/**
 * The value of a Session-Expires header (RFC 4028 section 4).
 *
 * @param seconds how long the session goes on without a refresh
 * @param refresher {@code uac} or {@code uas}, as seen from the transaction that it stands in; empty where it does not say
 */
record SessionExpires(long seconds, Optional<String> refresher) {
    static final String NAME = "Session-Expires";

    /** Reads one; empty where it is none. */
    static Optional<SessionExpires> parse(String value) {
        String[] parts = value.split(";");
        Optional<Long> seconds = delta(parts[0]);
        Optional<String> refresher = Optional.empty();
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.equals("refresher=uac") || parameter.equals("refresher=uas")) {
                refresher = Optional.of(parameter.substring("refresher=".length()));
            }
        }
        Optional<String> found = refresher;
        return seconds.map(number -> new SessionExpires(number, found));
    }

    /** Reads a number of seconds, that of a Min-SE too; empty where it is none. */
    static Optional<Long> delta(String value) {
        String digits = value.split(";")[0].strip();
        boolean number = !digits.isEmpty()
                && digits.length() <= 10
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return number ? Optional.of(Long.parseLong(digits)) : Optional.empty();
    }

    Header header() {
        return new Header(
                NAME, seconds + refresher.map(who -> ";refresher=" + who).orElse(""));
    }
}
