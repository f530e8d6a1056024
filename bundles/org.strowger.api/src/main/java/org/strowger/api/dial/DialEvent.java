// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.dial;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * A step of an attempt. Of each attempt there come, in order: {@code invited}, any number of {@code provisional}, and exactly one of
 * {@code established}, {@code failed} and {@code cancelled}. What comes to nothing before an INVITE leaves has only the last.
 *
 * @param callId the attempt's Call-ID
 * @param statusCode of the answer; 0 where there was none
 * @param reason why, in a few words that can be counted
 * @param requestUri the Request-URI of the INVITE, or the target that there would have been
 * @param statusText why, for people
 * @param remoteAddr where the INVITE went, such as {@code udp:192.0.2.7:5060}; empty before one left
 */
public record DialEvent(
        String callId,
        String correlationId,
        Scenario scenario,
        State state,
        int statusCode,
        Reason reason,
        Instant at,
        String requestUri,
        String statusText,
        String remoteAddr) {
    /** The steps. */
    public enum State {
        /** An INVITE left. */
        INVITED,
        /** A provisional answer came, 100 among them. */
        PROVISIONAL,
        /** A 2xx came, and its ACK left. */
        ESTABLISHED,
        /** It came to nothing. */
        FAILED,
        /** It was cancelled, or dropped. */
        CANCELLED;

        /** Whether nothing follows. */
        public boolean terminal() {
            return this == ESTABLISHED || this == FAILED || this == CANCELLED;
        }

        /** As the events of other systems have it: {@code invited}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why an attempt ended as it did. */
    public enum Reason {
        /** Nothing to explain. */
        NONE,
        /** 486 or 600. */
        BUSY,
        /** 408 or 480, or it rang too long. */
        NO_ANSWER,
        /** Another answer of 3xx, 4xx or 6xx. */
        REJECTED,
        /** A 5xx, or the INVITE could not be sent. */
        UNREACHABLE,
        /** The 2xx had no session description, or none that could be used. */
        MEDIA,
        /** The hook did not agree to the answer, or not in time. */
        VETO,
        /** By {@link Dialer#cancel} or {@link Dialer#hangup}. */
        CANCELLED,
        /** By {@link Dialer#drop} or {@link Dialer#cleanup}. */
        DROPPED,
        /** The dialler stopped before the call's turn had come. */
        STOPPED,
        /** A fault of the exchange. */
        ERROR
    }

    public DialEvent {
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(correlationId, "correlationId");
        Objects.requireNonNull(scenario, "scenario");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(requestUri, "requestUri");
        Objects.requireNonNull(statusText, "statusText");
        Objects.requireNonNull(remoteAddr, "remoteAddr");
    }
}
