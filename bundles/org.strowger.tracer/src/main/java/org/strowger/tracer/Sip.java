// SPDX-License-Identifier: Apache-2.0
package org.strowger.tracer;

/** What a ladder says of a message. Pure functions; what is no SIP says nothing. */
final class Sip {
    private Sip() {}

    /** The value of the first header of a name; empty where there is none. */
    static String header(String message, String name, String compact) {
        for (String line : message.split("\r?\n", -1)) {
            if (line.isEmpty()) {
                return "";
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? "" : line.substring(0, colon).strip();
            if (field.equalsIgnoreCase(name) || field.equalsIgnoreCase(compact)) {
                return line.substring(colon + 1).strip();
            }
        }
        return "";
    }

    /** {@code INVITE sip:1002@192.0.2.1}, or {@code 200 OK (INVITE)}; with a description in it, {@code +SDP}. */
    static String summary(String message) {
        String first = message.split("\r?\n", 2)[0];
        String description = header(message, "Content-Type", "c").startsWith("application/sdp") ? " +SDP" : "";
        if (first.startsWith("SIP/2.0 ")) {
            String[] cseq = header(message, "CSeq", "CSeq").split("\\s+");
            return first.substring("SIP/2.0 ".length()) + " (" + cseq[cseq.length - 1] + ")" + description;
        }
        return first.replaceFirst(" SIP/2\\.0$", "") + description;
    }
}
