// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.strowger.api.config.Values;

/** A line's configuration as Declarative Services would hand it over. */
final class Configs {
    private Configs() {}

    /** The properties of a file {@code org.strowger.sipchannel-NAME.cfg}, given as keys and values in turn. */
    static Map<String, Object> file(String name, String... keysAndValues) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("service.pid", "org.strowger.sipchannel~" + name);
        properties.put("felix.fileinstall.filename", "etc/org.strowger.sipchannel-" + name + ".cfg");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return properties;
    }

    /** A line of user 4930555 at example.org, with these keys and values besides. */
    static LineSettings line(String... keysAndValues) {
        Map<String, Object> properties =
                file("provider", "user", "4930555", "password", "secret", "domain", "example.org");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        Values values = Values.of(properties, SipChannel.PID);
        LineSettings line = LineSettings.read(values);
        assertThat(values.problems()).isEmpty();
        return line;
    }
}
