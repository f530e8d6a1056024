// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.Map;

/**
 * What two descriptions have agreed on.
 *
 * @param type the payload type by which we send
 * @param typeHere the one by which we hear
 * @param events the payload type of telephone events that we send; -1 for none
 * @param eventsHere the one that we hear; -1 for none
 * @param heard whether the far end sends
 */
record Agreed(Codec codec, int type, int typeHere, int events, int eventsHere, boolean heard) {
    Map<String, Object> values() {
        return Map.of(
                "codec",
                codec.name(),
                "type",
                type,
                "type.here",
                typeHere,
                "events",
                events,
                "events.here",
                eventsHere,
                "heard",
                heard);
    }

    static Agreed of(Memory memory) {
        return new Agreed(
                memory.constant("codec", Codec.class),
                memory.get("type", Integer.class),
                memory.get("type.here", Integer.class),
                memory.get("events", Integer.class),
                memory.get("events.here", Integer.class),
                memory.get("heard", Boolean.class));
    }
}
