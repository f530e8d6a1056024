// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.time.Instant;
import java.util.Map;

/**
 * How a call or an attempt ended, and what its record says of that.
 *
 * @param by {@link org.strowger.api.call.Cause.By}, or empty where the end was never seen
 * @param status the status of its cause
 * @param hangup the class of its reason; empty on an attempt that failed before the call ended
 * @param side the party that ended it; empty where none did
 * @param reason the Reason header
 */
record Ending(Instant at, String by, String status, String hangup, String side, String reason) {
    void describe(Map<Column, Object> row, boolean answered) {
        if (by.isEmpty()) {
            row.put(Column.END_STATUS, "interrupted");
            row.put(Column.HANGUP_REASON, "error");
            return;
        }
        String why = hangup.isEmpty() ? guess() : hangup;
        row.put(Column.END_STATUS, status(why, answered));
        row.put(Column.HANGUP_REASON, why);
        row.put(Column.HANGUP_BY, by.equals("PEER") ? "remote" : "local");
        if (!side.isEmpty()) {
            row.put(Column.HANGUP_SIDE, side.equals("A") ? "caller" : "called");
        }
        row.put(Column.SIP_FINAL_CODE, answered ? 200L : Long.parseLong(status));
        if (!reason.isEmpty()) {
            row.put(Column.REASON, reason);
        }
    }

    /** The class of an attempt that failed while the call went on. */
    private String guess() {
        return switch (by) {
            case "TIMER" -> "timer-expired";
            case "FAULT" -> "error";
            default ->
                switch (status) {
                    case "408" -> "timer-expired";
                    case "603" -> "user-hangup";
                    case "480", "486", "487", "600" -> "normal";
                    default -> "error";
                };
        };
    }

    private String status(String why, boolean answered) {
        if (by.equals("FAULT")) {
            return "pipeline-error";
        }
        return switch (why) {
            case "timer-expired" -> "timer-expired";
            case "error" -> "signaling-error";
            default -> answered ? "ok" : "dialog-hangup";
        };
    }
}
