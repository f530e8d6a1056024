// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant;

import java.util.List;
import java.util.Optional;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Query;
import org.strowger.api.media.AudioPort;
import org.strowger.api.media.MediaException;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

/** What any leg with a port answers to its peer. */
final class LegTalk {
    private LegTalk() {}

    /** An answer to their offer, or where they made none, ours. */
    static Body describe(AudioPort port, Leg leg, Optional<Body> offer) throws MediaException {
        return offer.isPresent() ? port.answer(offer.get(), leg.addresses()) : port.offer(leg.addresses());
    }

    static SipReply reply(AudioPort port, Leg leg, Query query) {
        boolean describes = query.method().equals("INVITE")
                || query.method().equals("UPDATE") && query.body().isPresent();
        try {
            return switch (query.method()) {
                case "INFO" -> {
                    port.info(query);
                    yield SipReply.of(200);
                }
                case "INVITE", "UPDATE", "OPTIONS" ->
                    new SipReply(
                            Status.OK,
                            List.of(),
                            describes ? Optional.of(describe(port, leg, query.body())) : Optional.empty());
                default -> SipReply.of(405);
            };
        } catch (MediaException e) {
            return new SipReply(e.status(), List.of(), Optional.empty());
        }
    }
}
