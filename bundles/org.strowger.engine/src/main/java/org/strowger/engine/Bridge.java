// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.strowger.api.call.Exchange;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Query;
import org.strowger.api.media.MediaException;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

/**
 * The two legs of an answered call: what one asks, the other is asked, and the answer goes back (hold, resume, codec changes, INFO).
 * Confined to the call's executor.
 */
final class Bridge {
    /** What goes along with a request that is passed on: what describes its body. Identity and routing are each leg's own. */
    private static final Set<String> PASSED = Set.of("info-package", "recv-info", "content-disposition");

    private final Leg a;
    private final Leg b;
    private final Descriptions descriptions;
    /** The leg whose 2xx to an INVITE held an offer: its ACK waits for the answer in the other's ACK. */
    private Leg awaitsAnswer;

    Bridge(Leg a, Leg b, Descriptions descriptions) {
        this.a = a;
        this.b = b;
        this.descriptions = descriptions;
    }

    /** Leg b's 200 held the offer: its ACK waits for leg a's (a delayed offer, RFC 3261 section 13.2.1). */
    void expectAnswerFor(Leg leg) {
        awaitsAnswer = leg;
    }

    /**
     * An ACK came from a leg.
     *
     * @throws MediaException when the answer in it cannot be used
     */
    void confirmed(Leg from, LegEvent.Confirmed event) throws MediaException {
        Leg other = other(from);
        if (awaitsAnswer != null && awaitsAnswer == other) {
            awaitsAnswer = null;
            other.confirm(descriptions.pass(from, event.body(), other));
        }
    }

    /** A leg asks: ask the other. */
    void asked(Leg from, Exchange exchange) {
        Query query = exchange.query();
        Leg other = other(from);
        Optional<Body> body;
        try {
            body = descriptions.pass(from, query.body(), other);
        } catch (MediaException unusable) {
            exchange.answer(SipReply.of(unusable.status().code()));
            return;
        }
        Query passed = new Query(query.method(), passed(query.headers()), body);
        boolean invite = query.method().equals("INVITE");
        other.ask(
                passed,
                reply -> answered(
                        from, other, exchange, reply, invite && query.body().isEmpty()));
    }

    private void answered(Leg from, Leg other, Exchange exchange, SipReply reply, boolean delayedOffer) {
        boolean invited =
                exchange.query().method().equals("INVITE") && reply.status().success();
        Optional<Body> body;
        try {
            body = descriptions.pass(other, reply.body(), from);
        } catch (MediaException unusable) {
            if (invited) {
                // a 2xx is acknowledged, usable or not
                other.confirm(Optional.empty());
            }
            exchange.answer(SipReply.of(unusable.status().code()));
            return;
        }
        if (invited && delayedOffer) {
            awaitsAnswer = other;
        } else if (invited) {
            other.confirm(Optional.empty());
        }
        exchange.answer(new SipReply(status(reply.status()), answerHeaders(reply), body));
    }

    /** A challenge of one leg's peer is nothing that the other's could answer. */
    private static Status status(Status status) {
        return status.code() == 401 || status.code() == 407 ? Status.of(500) : status;
    }

    private static List<Header> passed(List<Header> headers) {
        return headers.stream()
                .filter(header -> PASSED.contains(header.name().toLowerCase(java.util.Locale.ROOT)))
                .toList();
    }

    private static List<Header> answerHeaders(SipReply reply) {
        return reply.headers().stream()
                .filter(header -> PASSED.contains(header.name().toLowerCase(java.util.Locale.ROOT))
                        || header.name().equalsIgnoreCase("Retry-After")
                        || header.name().equalsIgnoreCase("Warning"))
                .toList();
    }

    Leg other(Leg leg) {
        return leg == a ? b : a;
    }
}
