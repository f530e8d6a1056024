// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

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

    static Trunk.Config config(Map<String, Object> properties) {
        return (Trunk.Config) Proxy.newProxyInstance(
                Trunk.Config.class.getClassLoader(),
                new Class<?>[] {Trunk.Config.class},
                (proxy, method, arguments) -> {
                    Object value =
                            properties.getOrDefault(method.getName().replace('_', '.'), method.getDefaultValue());
                    if (method.getReturnType() == int.class) {
                        return Integer.parseInt(value.toString());
                    }
                    return method.getReturnType() == boolean.class ? Boolean.parseBoolean(value.toString()) : value;
                });
    }

    static Peer peer(String name, String... keysAndValues) {
        Map<String, Object> properties = file(name, keysAndValues);
        return Peer.of(config(properties), properties);
    }

    static PeerRole role(String name, String... keysAndValues) {
        Peer peer = peer(name, keysAndValues);
        return new PeerRole(peer, PeerAddresses.of(peer));
    }
}
