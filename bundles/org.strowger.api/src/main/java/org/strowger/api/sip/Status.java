// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.Map;

/** A response's status code and reason phrase (RFC 3261 section 21). */
public record Status(int code, String phrase) {
    private static final Map<Integer, String> PHRASES = Map.ofEntries(
            Map.entry(100, "Trying"),
            Map.entry(180, "Ringing"),
            Map.entry(181, "Call Is Being Forwarded"),
            Map.entry(182, "Queued"),
            Map.entry(183, "Session Progress"),
            Map.entry(200, "OK"),
            Map.entry(202, "Accepted"),
            Map.entry(302, "Moved Temporarily"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(407, "Proxy Authentication Required"),
            Map.entry(408, "Request Timeout"),
            Map.entry(410, "Gone"),
            Map.entry(413, "Request Entity Too Large"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(416, "Unsupported URI Scheme"),
            Map.entry(420, "Bad Extension"),
            Map.entry(421, "Extension Required"),
            Map.entry(422, "Session Interval Too Small"),
            Map.entry(423, "Interval Too Brief"),
            Map.entry(480, "Temporarily Unavailable"),
            Map.entry(481, "Call/Transaction Does Not Exist"),
            Map.entry(482, "Loop Detected"),
            Map.entry(483, "Too Many Hops"),
            Map.entry(484, "Address Incomplete"),
            Map.entry(486, "Busy Here"),
            Map.entry(487, "Request Terminated"),
            Map.entry(488, "Not Acceptable Here"),
            Map.entry(491, "Request Pending"),
            Map.entry(500, "Server Internal Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Server Time-out"),
            Map.entry(513, "Message Too Large"),
            Map.entry(600, "Busy Everywhere"),
            Map.entry(603, "Decline"),
            Map.entry(604, "Does Not Exist Anywhere"),
            Map.entry(606, "Not Acceptable"));

    public static final Status TRYING = of(100);
    public static final Status RINGING = of(180);
    public static final Status OK = of(200);

    public Status {
        if (code < 100 || code > 699) {
            throw new IllegalArgumentException("status code " + code + " is not between 100 and 699");
        }
        if (phrase.indexOf('\n') >= 0 || phrase.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("the phrase of status " + code + " holds a line break");
        }
    }

    /** The status with its standard phrase, or an empty one where the code has none. */
    public static Status of(int code) {
        return new Status(code, PHRASES.getOrDefault(code, ""));
    }

    public boolean provisional() {
        return code < 200;
    }

    public boolean success() {
        return code >= 200 && code < 300;
    }

    public boolean failure() {
        return code >= 300;
    }

    @Override
    public String toString() {
        return phrase.isEmpty() ? Integer.toString(code) : code + " " + phrase;
    }
}
