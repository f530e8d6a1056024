// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.Map;

/**
 * Which service did something, without a hold on it.
 *
 * @param version of its bundle
 * @param service its id in the framework, for as long as it is registered; 0 for none
 */
record RoleId(String name, String version, long service) {
    static final RoleId NOBODY = new RoleId("", "", 0);

    Map<String, Object> encode() {
        return Map.of("name", name, "version", version, "service", service);
    }

    static RoleId decode(Remembered values) {
        return new RoleId(
                values.get("name", String.class, ""),
                values.get("version", String.class, ""),
                values.get("service", Long.class, 0L));
    }
}
