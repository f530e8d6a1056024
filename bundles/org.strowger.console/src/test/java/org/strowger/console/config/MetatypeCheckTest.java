// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

class MetatypeCheckTest {
    private static final Pid PID = Pid.parse("org.strowger.x-one");

    /** Refuses the value {@code bad}; says nothing about {@code anything}. */
    private static AttributeDefinition attribute(String id, int type) {
        return (AttributeDefinition) Proxy.newProxyInstance(
                AttributeDefinition.class.getClassLoader(),
                new Class<?>[] {AttributeDefinition.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getID" -> id;
                    case "getType" -> type;
                    case "validate" ->
                        arguments[0].equals("anything") ? null : arguments[0].equals("bad") ? "is no good" : "";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static final MetatypeCheck CHECK = new MetatypeCheck((ObjectClassDefinition) Proxy.newProxyInstance(
            ObjectClassDefinition.class.getClassLoader(),
            new Class<?>[] {ObjectClassDefinition.class},
            (proxy, method, arguments) -> new AttributeDefinition[] {
                attribute("port", AttributeDefinition.INTEGER),
                attribute("route.10", AttributeDefinition.STRING),
                attribute("pin", AttributeDefinition.PASSWORD)
            }));

    private static List<String> findings(Map<String, Object> properties) {
        return CHECK.check(PID, "x.cfg", properties).stream()
                .map(finding -> (finding.error() ? "error " : "warning ") + finding.problem())
                .toList();
    }

    @Test
    void aBadValueIsAnErrorAndAnUnknownKeyAWarning() {
        assertThat(findings(Map.of("port", "bad", "prot", "5060", "route.20", "bad", "route.30", "well")))
                .containsExactly(
                        "error x.cfg: port: is no good",
                        "warning x.cfg: prot: is a key that nobody describes",
                        "error x.cfg: route.20: is no good");
    }

    @Test
    void everyElementOfAListIsLookedAt() {
        assertThat(findings(Map.of("port", new int[] {1, 2}))).isEmpty();
        assertThat(findings(Map.of("port", List.of("well", "bad")))).hasSize(1);
        assertThat(findings(Map.of("port", "anything"))).isEmpty();
    }

    @Test
    void whatTheFrameworkAddsIsNobodysMistake() {
        assertThat(findings(Map.of(
                        "service.pid", "x", "felix.fileinstall.filename", "f", "component.id", 3L, ".hidden", "y")))
                .isEmpty();
    }

    @Test
    void aPasswordIsASecretWhateverItsName() {
        assertThat(CHECK.secret("pin")).isTrue();
        assertThat(CHECK.secret("port")).isFalse();
        assertThat(CHECK.secret("prot")).isFalse();
    }
}
