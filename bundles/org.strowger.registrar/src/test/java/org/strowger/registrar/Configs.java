// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations: the defaults, but for some keys. */
final class Configs {
    private Configs() {}

    static Registrar.Config of(Map<String, Object> values) {
        return (Registrar.Config) Proxy.newProxyInstance(
                Registrar.Config.class.getClassLoader(),
                new Class<?>[] {Registrar.Config.class},
                (proxy, method, none) -> {
                    Object value = values.getOrDefault(method.getName().replace('_', '.'), method.getDefaultValue());
                    if (value instanceof RuntimeException unreadable) {
                        throw unreadable;
                    }
                    return value;
                });
    }
}
