// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import java.time.Instant;
import java.util.Optional;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegInfo;
import org.strowger.api.dial.DialEvent;
import org.strowger.api.dial.DialInfo;
import org.strowger.api.dial.DialRequest;
import org.strowger.api.dial.EstablishedLeg;
import org.strowger.api.dial.Srtp;

/**
 * What an attempt was asked for, and how it is told of.
 *
 * @param from who calls, for an operator
 */
record Particulars(DialRequest request, Instant since, String from) {
    DialInfo info(String callId, Leg leg, DialState state) {
        return new DialInfo(
                callId,
                leg == null ? "" : leg.callId(),
                request.scenario(),
                state.label(),
                from,
                request.target().uri().toString(),
                request.correlationId(),
                request.scriptId(),
                since);
    }

    /** What a step came to. */
    record Step(DialEvent.State state, int status, DialEvent.Reason reason, String text) {}

    /** @param onward the leg to the called party, once there is one */
    DialEvent event(String callId, Optional<LegInfo> onward, Step step, Instant now) {
        return new DialEvent(
                callId,
                request.correlationId(),
                request.scenario(),
                step.state(),
                step.status(),
                step.reason(),
                now,
                onward.map(LegInfo::party)
                        .orElseGet(() -> request.target().uri().toString()),
                step.text(),
                onward.map(LegInfo::peer).orElse(""));
    }

    EstablishedLeg established(String callId, LegInfo onward, String offer, String answer, Optional<Srtp> srtp) {
        return new EstablishedLeg(
                callId,
                request.scenario(),
                request.correlationId(),
                request.scriptId(),
                since,
                onward.from(),
                onward.to(),
                onward.peer(),
                onward.cseq(),
                offer,
                answer,
                srtp);
    }
}
