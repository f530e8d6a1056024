// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.Locale;
import java.util.Optional;

/** Which way a stream flows, as the sender of a description sees it (RFC 4566 section 6). */
enum Direction {
    SENDRECV,
    SENDONLY,
    RECVONLY,
    INACTIVE;

    /** The direction that a line states, if it is such a line. */
    static Optional<Direction> of(String line) {
        return switch (line.trim().toLowerCase(Locale.ROOT)) {
            case "a=sendrecv" -> Optional.of(SENDRECV);
            case "a=sendonly" -> Optional.of(SENDONLY);
            case "a=recvonly" -> Optional.of(RECVONLY);
            case "a=inactive" -> Optional.of(INACTIVE);
            default -> Optional.empty();
        };
    }

    /** What is left of it when nothing is to be sent to the sender of the description. */
    Direction held() {
        return this == SENDRECV || this == SENDONLY ? SENDONLY : INACTIVE;
    }

    /** The same stream, seen from the other end. */
    Direction mirrored() {
        return switch (this) {
            case SENDRECV, INACTIVE -> this;
            case SENDONLY -> RECVONLY;
            case RECVONLY -> SENDONLY;
        };
    }

    boolean receives() {
        return this == SENDRECV || this == RECVONLY;
    }

    String line() {
        return "a=" + name().toLowerCase(Locale.ROOT);
    }
}
