// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.dial;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A call that was answered.
 *
 * @param callId as the peer has it by now
 * @param createdAt when the attempt was asked for
 * @param fromHeader the From of our requests, with its tag
 * @param toHeader their To, with its tag
 * @param remoteSignalingAddr where the answer came from, such as {@code udp:192.0.2.7:5060}
 * @param inviteCSeq the number of the INVITE that was answered
 * @param offer the session description that it had
 * @param answer the one in the answer
 * @param srtp the keys, where they were offered and the answer took one
 */
public record EstablishedLeg(
        String callId,
        Scenario scenario,
        String correlationId,
        String scriptId,
        Instant createdAt,
        String fromHeader,
        String toHeader,
        String remoteSignalingAddr,
        long inviteCSeq,
        String offer,
        String answer,
        Optional<Srtp> srtp) {
    public EstablishedLeg {
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(scenario, "scenario");
        Objects.requireNonNull(correlationId, "correlationId");
        Objects.requireNonNull(scriptId, "scriptId");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(fromHeader, "fromHeader");
        Objects.requireNonNull(toHeader, "toHeader");
        Objects.requireNonNull(remoteSignalingAddr, "remoteSignalingAddr");
        Objects.requireNonNull(offer, "offer");
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(srtp, "srtp");
    }

    /** Without the descriptions, which may hold keys. */
    @Override
    public String toString() {
        return "EstablishedLeg[" + callId + ", " + toHeader + ", " + remoteSignalingAddr + "]";
    }
}
