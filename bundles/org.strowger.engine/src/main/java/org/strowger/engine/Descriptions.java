// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.Optional;
import org.strowger.api.call.Leg;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.Relay;
import org.strowger.api.sip.Body;

/** Passes session descriptions from leg to leg: through the relay, or as they are where a leg brings its own media. */
final class Descriptions {
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
        return Optional.of(relay.get().pass(from.side(), body.get(), from.addresses(), to.addresses()));
    }

    void close() {
        relay.ifPresent(Relay::close);
    }
}
