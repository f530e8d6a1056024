// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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

    /**
     * A request of one leg that the other has been asked. The answer comes to a value of the platform, so that whoever carries the call
     * by then can pass it on.
     *
     * @param from the side that asks
     */
    record Asked(Leg.Side from, Exchange exchange, CompletableFuture<SipReply> reply) {
        private static Asked decode(Remembered values) {
            @SuppressWarnings("unchecked")
            CompletableFuture<SipReply> reply =
                    values.find("reply", CompletableFuture.class).orElseThrow();
            return new Asked(
                    values.find("from", Leg.Side.class).orElseThrow(),
                    values.find("exchange", Exchange.class).orElseThrow(),
                    reply);
        }

        private Map<String, Object> encode() {
            return Map.of("from", from, "exchange", exchange, "reply", reply);
        }
    }

    /**
     * What is under way.
     *
     * @param awaits the side whose 2xx to an INVITE held an offer: its ACK waits for the answer in the other's ACK
     */
    record Memory(Optional<Leg.Side> awaits, List<Asked> asked) {
        static final Memory NONE = new Memory(Optional.empty(), List.of());

        Map<String, Object> encode() {
            Map<String, Object> map = new HashMap<>();
            awaits.ifPresent(side -> map.put("awaits", side));
            map.put("asked", asked.stream().map(Asked::encode).toList());
            return Map.copyOf(map);
        }

        static Memory decode(Remembered values) {
            return new Memory(
                    values.find("awaits", Leg.Side.class),
                    values.inners("asked").stream().map(Asked::decode).toList());
        }
    }

    private final Leg a;
    private final Leg b;
    private final Descriptions descriptions;
    private final Consumer<Runnable> guarded;
    private final BiConsumer<Leg.Side, Optional<Body>> changed;
    private final List<Asked> asked;
    private Optional<Leg.Side> awaits;

    /**
     * @param guarded runs a step of the call
     * @param changed hears which side has described its media anew, with the other's consent
     * @param memory what another left under way: {@link #resume} follows
     */
    Bridge(
            Leg a,
            Leg b,
            Descriptions descriptions,
            Consumer<Runnable> guarded,
            BiConsumer<Leg.Side, Optional<Body>> changed,
            Memory memory) {
        this.a = a;
        this.b = b;
        this.descriptions = descriptions;
        this.guarded = guarded;
        this.changed = changed;
        this.awaits = memory.awaits();
        this.asked = new ArrayList<>(memory.asked());
    }

    Memory memory() {
        return new Memory(awaits, List.copyOf(asked));
    }

    /** Waits for the answers to what was asked before, those that have come meanwhile first. */
    void resume() {
        List.copyOf(asked).forEach(this::await);
    }

    /** Leg b's 200 held the offer: its ACK waits for leg a's (a delayed offer, RFC 3261 section 13.2.1). */
    void expectAnswerForB() {
        awaits = Optional.of(Leg.Side.B);
    }

    /**
     * An ACK came from a leg.
     *
     * @throws MediaException when the answer in it cannot be used
     */
    void confirmed(Leg from, LegEvent.Confirmed event) throws MediaException {
        Leg other = other(from);
        if (awaits.filter(side -> leg(side) == other).isPresent()) {
            awaits = Optional.empty();
            other.confirm(descriptions.pass(from, event.body(), other));
        }
    }

    /** A leg asks: ask the other. */
    void asked(Leg from, Exchange exchange) {
        if (asked.stream().anyMatch(one -> one.exchange() == exchange)) {
            // a leg that was left asks again, and the other has been asked
            return;
        }
        Query query = exchange.query();
        Leg other = other(from);
        Optional<Body> body;
        try {
            body = descriptions.pass(from, query.body(), other);
        } catch (MediaException unusable) {
            exchange.answer(SipReply.of(unusable.status().code()));
            return;
        }
        Asked one = new Asked(from == a ? Leg.Side.A : Leg.Side.B, exchange, new CompletableFuture<>());
        asked.add(one);
        await(one);
        other.ask(new Query(query.method(), passed(query.headers()), body), one.reply()::complete);
    }

    /** A leg takes back what it asked: so does the other, and whatever is said to that is nobody's concern. */
    void withdrawn(Leg from, Exchange exchange) {
        if (asked.removeIf(one -> one.exchange() == exchange)) {
            other(from).withdraw();
        }
    }

    private void await(Asked one) {
        // a fault in here is dealt with where every step's is
        one.reply().thenAccept(reply -> guarded.accept(() -> answered(one, reply)));
    }

    private void answered(Asked one, SipReply reply) {
        boolean awaited = asked.remove(one);
        Leg from = leg(one.from());
        Leg other = other(from);
        Exchange exchange = one.exchange();
        Query query = exchange.query();
        boolean invited = query.method().equals("INVITE") && reply.status().success();
        if (!awaited) {
            if (invited) {
                // it crossed with its withdrawal, and is acknowledged all the same
                other.confirm(Optional.empty());
            }
            return;
        }
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
        if (invited && query.body().isEmpty()) {
            awaits = Optional.of(one.from().other());
        } else if (invited) {
            other.confirm(Optional.empty());
        }
        exchange.answer(new SipReply(status(reply.status()), answerHeaders(reply), body));
        if (reply.status().success()) {
            changed.accept(one.from(), query.body());
        }
    }

    /** A challenge of one leg's peer is nothing that the other's could answer. */
    private static Status status(Status status) {
        return status.code() == 401 || status.code() == 407 ? Status.of(500) : status;
    }

    private static List<Header> passed(List<Header> headers) {
        return headers.stream()
                .filter(header -> PASSED.contains(header.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static List<Header> answerHeaders(SipReply reply) {
        return reply.headers().stream()
                .filter(header -> PASSED.contains(header.name().toLowerCase(Locale.ROOT))
                        || header.name().equalsIgnoreCase("Retry-After")
                        || header.name().equalsIgnoreCase("Warning"))
                .toList();
    }

    private Leg leg(Leg.Side side) {
        return side == Leg.Side.A ? a : b;
    }

    private Leg other(Leg leg) {
        return leg == a ? b : a;
    }
}
