// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.strowger.api.config.Values;

/** A trunk's configuration as Declarative Services would hand it over. */
final class Configs {
    private Configs() {}

    /** The properties of a file {@code org.strowger.trunk-NAME.cfg}, given as keys and values in turn. */
    static Map<String, Object> file(String name, String... keysAndValues) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("service.pid", "org.strowger.trunk~" + name);
        properties.put("felix.fileinstall.filename", "etc/org.strowger.trunk-" + name + ".cfg");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return properties;
    }

    static Values values(String name, String... keysAndValues) {
        return Values.of(file(name, keysAndValues), Trunk.PID);
    }

    static Peer peer(String name, String... keysAndValues) {
        Values values = values(name, keysAndValues);
        Peer peer = Peer.read(values);
        assertThat(values.problems()).isEmpty();
        return peer;
    }

    static PeerRole role(String name, String... keysAndValues) {
        Peer peer = peer(name, keysAndValues);
        return new PeerRole(peer, PeerAddresses.of(peer), address -> true);
    }
}
