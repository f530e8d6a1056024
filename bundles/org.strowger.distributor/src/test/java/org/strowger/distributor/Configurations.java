// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.strowger.api.media.Audio;

/** What Config Admin holds when the bundle starts. */
final class Configurations {
    private Configurations() {}

    static Queues queues(Audio audio, Map<String, Map<String, Object>> configured) {
        Configuration[] all = configured.entrySet().stream()
                .map(each -> configuration(Queues.PID + "~" + each.getKey(), each.getValue()))
                .toArray(Configuration[]::new);
        ConfigurationAdmin admin = (ConfigurationAdmin) Proxy.newProxyInstance(
                Configurations.class.getClassLoader(),
                new Class<?>[] {ConfigurationAdmin.class},
                (proxy, method, arguments) -> all.length == 0 ? null : all);
        try {
            return new Queues(audio, admin);
        } catch (java.io.IOException | org.osgi.framework.InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Configuration configuration(String pid, Map<String, Object> properties) {
        return (Configuration) Proxy.newProxyInstance(
                Configurations.class.getClassLoader(),
                new Class<?>[] {Configuration.class},
                (proxy, method, arguments) -> method.getName().equals("getPid") ? pid : new Hashtable<>(properties));
    }
}
