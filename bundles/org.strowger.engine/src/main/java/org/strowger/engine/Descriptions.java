// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.call.Leg;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.Relay;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Status;

/** Passes session descriptions from leg to leg: through the relay, or as they are where a leg brings its own media. */
final class Descriptions {
    private static final Logger log = LoggerFactory.getLogger(Descriptions.class);

    /** Passes every description as it is. */
    static final Descriptions DIRECT = new Descriptions(Optional.empty());

    private final Optional<Relay> relay;

    Descriptions(Optional<Relay> relay) {
        this.relay = relay;
    }

    /** @throws MediaException when the relay cannot take it */
    Optional<Body> pass(Leg from, Optional<Body> body, Leg to) throws MediaException {
        if (relay.isEmpty() || body.isEmpty()) {
            return body;
        }
        try {
            return Optional.of(relay.get().pass(from.side(), body.get(), from.addresses(), to.addresses()));
        } catch (RuntimeException | LinkageError fault) {
            log.error("the relay failed", fault);
            throw new MediaException(Status.of(500), "the relay failed");
        }
    }

    void close() {
        try {
            relay.ifPresent(Relay::close);
        } catch (RuntimeException | LinkageError fault) {
            log.error("the relay could not be closed", fault);
        }
    }
}
