// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import java.util.List;
import java.util.Optional;
import org.strowger.api.call.Cause;
import org.strowger.api.dial.DialEvent;
import org.strowger.api.dial.HangupReason;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.Reason;

/** What an end is in words that can be counted. Pure functions. */
final class Endings {
    private Endings() {}

    /** Why nobody was reached. */
    static DialEvent.Reason failure(int status) {
        return switch (status) {
            case 486, 600 -> DialEvent.Reason.BUSY;
            case 408, 480 -> DialEvent.Reason.NO_ANSWER;
            default -> status >= 500 && status < 600 ? DialEvent.Reason.UNREACHABLE : DialEvent.Reason.REJECTED;
        };
    }

    /** The same for an attempt that came to nothing. */
    static HangupReason hangup(DialEvent.Reason reason, int status) {
        if (reason == DialEvent.Reason.NO_ANSWER) {
            return HangupReason.TIMER_EXPIRED;
        }
        if (status == 603) {
            return HangupReason.USER_HANGUP;
        }
        return status >= 500 && status < 600 ? HangupReason.ERROR : HangupReason.NORMAL;
    }

    /** Why an established call ended: by its Reason, Q.850 before SIP, else by its status. */
    static HangupReason hangup(Cause cause) {
        List<Reason> reasons = reasons(cause);
        return said(reasons, "Q.850")
                .map(Endings::ofQ850)
                .or(() -> said(reasons, "SIP").map(Endings::ofSip))
                .orElseGet(() -> ofSip(cause.status().code()));
    }

    private static List<Reason> reasons(Cause cause) {
        try {
            return Reason.parse(cause.headers().stream()
                    .filter(header -> header.name().equalsIgnoreCase(Reason.NAME))
                    .map(Header::value)
                    .toList());
        } catch (IllegalArgumentException unreadable) {
            // what the peer wrote there is no reason
            return List.of();
        }
    }

    private static Optional<Integer> said(List<Reason> reasons, String protocol) {
        return reasons.stream()
                .filter(reason -> reason.protocol().equalsIgnoreCase(protocol))
                .findFirst()
                .flatMap(Reason::cause);
    }

    private static HangupReason ofQ850(int code) {
        return switch (code) {
            case 21 -> HangupReason.USER_HANGUP;
            case 102 -> HangupReason.TIMER_EXPIRED;
            case 1, 3, 27, 28, 34, 38, 41, 42, 44, 47 -> HangupReason.ERROR;
            default -> HangupReason.NORMAL;
        };
    }

    private static HangupReason ofSip(int code) {
        return switch (code) {
            case 480, 486, 487, 600 -> HangupReason.NORMAL;
            case 603 -> HangupReason.USER_HANGUP;
            case 408 -> HangupReason.TIMER_EXPIRED;
            default -> code < 400 ? HangupReason.NORMAL : HangupReason.ERROR;
        };
    }
}
