// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.Objects;

/**
 * A leg as an operator sees it.
 *
 * @param state the leg's state in one word
 * @param peer the other end: a flow such as {@code udp:192.0.2.7:5060}, or {@code local}
 * @param party the peer's URI or number
 * @param sipCallId the SIP Call-ID of its dialog, to look for in a trace; empty on a local leg
 * @param from the From of the requests that we send in its dialog, tag and all; empty before there is one, and on a local leg
 * @param to their To
 * @param cseq the CSeq of the INVITE of ours that made it; 0 where none did
 */
public record LegInfo(
        Leg.Side side, String state, String peer, String party, String sipCallId, String from, String to, long cseq) {
    public LegInfo {
        Objects.requireNonNull(side, "side");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(party, "party");
        Objects.requireNonNull(sipCallId, "sipCallId");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }

    /** A leg without a dialog. */
    public LegInfo(Leg.Side side, String state, String peer, String party, String sipCallId) {
        this(side, state, peer, party, sipCallId, "", "", 0);
    }
}
