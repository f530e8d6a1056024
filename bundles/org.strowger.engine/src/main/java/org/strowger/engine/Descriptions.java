// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Leg;
import org.strowger.api.media.Media;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.Relay;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Status;

/**
 * Passes session descriptions from leg to leg of one call: through its relay, or as they are where a leg brings its own media. There is
 * one relay for the whole call, also where several destinations are tried; when the media bundle that made it is replaced, the new one's
 * takes its place. Confined to the call's executor.
 */
final class Descriptions {
    private static final Logger log = LoggerFactory.getLogger(Descriptions.class);

    private final String callId;
    private final Roles<Media> media;
    private Relay relay;
    private long maker;
    private boolean direct;

    /**
     * @param relay where one was made
     * @param maker the id of the media service that made it
     * @param direct whether what is tried now, or talks, needs none
     */
    record Memory(Optional<Relay> relay, long maker, boolean direct) {
        static final Memory NONE = new Memory(Optional.empty(), 0, true);

        Map<String, Object> encode() {
            Map<String, Object> map = new HashMap<>();
            relay.ifPresent(made -> map.put("relay", made));
            map.put("maker", maker);
            map.put("direct", direct);
            return Map.copyOf(map);
        }

        static Memory decode(Remembered values) {
            return new Memory(
                    values.find("relay", Relay.class),
                    values.get("maker", Long.class, 0L),
                    values.get("direct", Boolean.class, true));
        }
    }

    Descriptions(String callId, Roles<Media> media, Memory memory) {
        this.callId = callId;
        this.media = media;
        this.relay = memory.relay().orElse(null);
        this.maker = memory.maker();
        this.direct = memory.direct();
    }

    Memory memory() {
        return new Memory(Optional.ofNullable(relay), maker, direct);
    }

    /** From now on everything passes as it is. */
    void direct() {
        direct = true;
    }

    /** From now on everything passes the relay; false while there is no media bundle to make one. */
    boolean relayed() {
        direct = false;
        if (relay == null || !media.has(maker)) {
            make(relay == null ? Map.of() : relay.memory());
        }
        return relay != null && media.has(maker);
    }

    private void make(Map<String, Object> memory) {
        media.first().ifPresent(role -> {
            role.stats().offered.increment();
            relay = role.service().relay(callId, memory);
            maker = role.id().service();
            role.stats().claimed.increment();
        });
    }

    /** Whether the relay is gone, and another has not taken its place yet. */
    boolean interrupted() {
        return !direct && relay != null && !media.has(maker);
    }

    /** A media bundle is here: its relay takes the place of one that is gone. */
    void renew() {
        if (relay == null || media.has(maker)) {
            return;
        }
        try {
            make(relay.memory());
        } catch (RuntimeException | LinkageError fault) {
            log.error("{}: the relay could not be replaced", callId, fault);
        }
    }

    /**
     * @throws MediaException when the relay cannot take it; with 491 where it is being replaced, and {@link #interrupted} says so
     */
    Optional<Body> pass(Leg from, Optional<Body> body, Leg to) throws MediaException {
        if (direct || relay == null || body.isEmpty()) {
            return body;
        }
        if (!interrupted()) {
            try {
                return Optional.of(relay.pass(from.side(), body.get(), from.addresses(), to.addresses()));
            } catch (MediaException | RuntimeException | LinkageError fault) {
                // a bundle that stops just then says nothing about the description
                if (!interrupted()) {
                    throw refusal(fault);
                }
            }
        }
        throw new MediaException(Status.of(491), "the media bundle is being replaced");
    }

    private MediaException refusal(Throwable fault) {
        if (fault instanceof MediaException said) {
            return said;
        }
        log.error("{}: the relay failed", callId, fault);
        return new MediaException(Status.of(500), "the relay failed");
    }

    /** Gives the relay back, and takes no other. */
    void close() {
        Relay last = relay;
        relay = null;
        try {
            if (last != null) {
                last.close();
            }
        } catch (RuntimeException | LinkageError fault) {
            log.error("{}: the relay could not be closed", callId, fault);
        }
    }
}
