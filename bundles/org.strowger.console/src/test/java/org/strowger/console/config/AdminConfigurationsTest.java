// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;

class AdminConfigurationsTest {
    private static final Pid CARRIER = Pid.parse("org.strowger.trunk-carrier");
    private static final Pid ROUTER = Pid.parse("org.strowger.router");

    private final Map<String, Dictionary<String, Object>> held = new TreeMap<>();
    private boolean deaf;
    private AdminConfigurations configurations;

    @TempDir
    Path etc;

    @BeforeEach
    void start() {
        configurations = new AdminConfigurations(
                fake(ConfigurationAdmin.class, this::admin),
                new FileDisk(),
                etc,
                StandardCharsets.ISO_8859_1,
                name -> name.equals("x") ? "replaced" : "");
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }

    private Object admin(String method, Object[] arguments) {
        switch (method) {
            case "listConfigurations":
                String pid = arguments[0].toString().replaceAll("\\(service.pid=(.*)\\)", "$1");
                return held.containsKey(pid) ? new Configuration[] {configuration(pid)} : null;
            case "getConfiguration":
                return configuration(arguments[0].toString());
            default:
                return configuration(arguments[0] + "~" + arguments[1]);
        }
    }

    private Configuration configuration(String pid) {
        return fake(Configuration.class, (method, arguments) -> {
            switch (method) {
                case "getProperties":
                    return held.get(pid);
                case "delete":
                    held.remove(pid);
                    return null;
                default:
                    @SuppressWarnings("unchecked")
                    Dictionary<String, Object> properties = (Dictionary<String, Object>) arguments[0];
                    held.put(pid, properties);
                    if (!deaf) {
                        configurations.configurationEvent(event(pid));
                    }
                    return true;
            }
        });
    }

    private static ConfigurationEvent event(String pid) {
        return new ConfigurationEvent(
                fake(ServiceReference.class, (method, arguments) -> null), ConfigurationEvent.CM_UPDATED, null, pid);
    }

    @Test
    void configAdminIsToldWhatTheInstallerWouldReadAndFromWhichFile() throws IOException {
        Path file = etc.resolve("org.strowger.trunk-carrier.cfg");
        configurations.tell(CARRIER, file.toString(), Optional.of("# x\nhost = ${x}\n"));

        assertThat(held)
                .containsOnlyKeys("org.strowger.trunk~carrier")
                .containsEntry(
                        "org.strowger.trunk~carrier",
                        new Hashtable<>(Map.of(
                                "host",
                                "replaced",
                                "service.pid",
                                "org.strowger.trunk~carrier",
                                "service.factoryPid",
                                "org.strowger.trunk",
                                "felix.fileinstall.filename",
                                file.toFile().toURI().toString())));
        configurations.tell(CARRIER, file.toString(), Optional.empty());
        configurations.tell(CARRIER, file.toString(), Optional.empty());
        assertThat(held).isEmpty();
    }

    @Test
    void aConfigurationIsKnownByItsFile() throws IOException {
        Files.writeString(etc.resolve("elsewhere.cfg"), "a = 1\n");
        held.put(
                "org.strowger.router",
                new Hashtable<>(Map.of(
                        "a",
                        "1",
                        "felix.fileinstall.filename",
                        etc.resolve("elsewhere.cfg").toUri().toString())));

        assertThat(configurations.current(ROUTER))
                .isEqualTo(new Current(
                        etc.resolve("elsewhere.cfg").toString(), Optional.of("a = 1\n"), "a = 1\n", "a=1\n"));
    }

    @Test
    void whatIsNowhereWouldGetAFileOfItsName() throws IOException {
        Current current = configurations.current(CARRIER);

        assertThat(current.exists()).isFalse();
        assertThat(current.file())
                .isEqualTo(etc.resolve("org.strowger.trunk-carrier.cfg").toString());
    }

    @Test
    void whatConfigAdminHoldsWithoutAFileIsNotLost() throws IOException {
        held.put("org.strowger.router", new Hashtable<>(Map.of("a", "1", "b", 2)));

        Current current = configurations.current(ROUTER);

        assertThat(current.text()).isEmpty();
        assertThat(CfgText.raw(current.seed())).isEqualTo(Map.of("a", "1", "b", "2"));
        held.put("org.strowger.router", new Hashtable<>(Map.of("a", new String[] {"x"})));
        assertThatThrownBy(() -> configurations.current(ROUTER)).hasMessage("has no file, and holds a list at a");
    }

    @Test
    void aFileOfAnotherFormIsNotTouched() throws IOException {
        Files.writeString(etc.resolve("org.strowger.trunk-carrier.cfg.json"), "{}");

        assertThatThrownBy(() -> configurations.current(CARRIER))
                .hasMessage("is in org.strowger.trunk-carrier.cfg.json, which is not written here: edit it");
    }

    @Test
    @Timeout(30)
    void everybodyHasBeenToldWhenTheMarkIsHeardOf() throws Exception {
        assertThat(configurations.settle(Duration.ofSeconds(20))).isTrue();
        deaf = true;
        assertThat(configurations.settle(Duration.ofMillis(1))).isFalse();
        assertThat(held).isEmpty();
    }
}
