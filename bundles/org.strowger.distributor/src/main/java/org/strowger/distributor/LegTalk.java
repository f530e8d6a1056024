// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Query;
import org.strowger.api.media.AudioPort;
import org.strowger.api.media.MediaException;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

/** What any leg with a port answers to its peer, and takes from it. */
final class LegTalk {
    private LegTalk() {}

    /** Answers their call: to their offer or, where they made none, with ours. */
    static void answer(AudioPort port, Leg leg, Optional<Body> offer) {
        try {
            leg.answer(Optional.of(describe(port, leg, offer)));
        } catch (MediaException e) {
            refuse(leg, e);
        }
    }

    /** Begins our call. */
    static void start(AudioPort port, Leg leg) {
        try {
            leg.start(Optional.of(port.offer(leg.addresses())));
        } catch (MediaException e) {
            refuse(leg, e);
        }
    }

    /** Takes their answer to our offer, where there is one; false where it cannot be read, and the leg is over. */
    static boolean accept(AudioPort port, Leg leg, Optional<Body> answer) {
        try {
            if (answer.isPresent()) {
                port.accept(answer.get(), leg.addresses());
            }
            return true;
        } catch (MediaException e) {
            refuse(leg, e);
            return false;
        }
    }

    private static void refuse(Leg leg, MediaException e) {
        leg.hangup(new Cause(Cause.By.US, e.status(), List.of()));
    }

    private static Body describe(AudioPort port, Leg leg, Optional<Body> offer) throws MediaException {
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

    /** A map within a map that was laid down. */
    static Map<String, Object> part(Map<String, Object> memory, String key) {
        Map<String, Object> part = new HashMap<>();
        ((Map<?, ?>) memory.getOrDefault(key, Map.of())).forEach((name, value) -> part.put((String) name, value));
        return Map.copyOf(part);
    }
}
