// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.strowger.api.config.Problem;

class TrunkTest {
    private final List<String> story = new ArrayList<>();

    private final BundleContext context = fake(BundleContext.class, (name, arguments) -> {
        Dictionary<?, ?> role = (Dictionary<?, ?>) arguments[2];
        Object ranking = role.get("service.ranking");
        story.add("register " + ranking.getClass().getSimpleName() + " " + ranking + " " + role.get("service.pid"));
        return fake(ServiceRegistration.class, (method, nothing) -> {
            story.add(method + " " + ranking);
            return null;
        });
    });

    private final Trunks trunks = new Trunks(context);

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }

    private void modify(Trunk trunk, String... keysAndValues) {
        trunk.modified(Configs.file("carrier", keysAndValues));
    }

    @Test
    void aChangeReplacesTheRoleAndABadOneLeavesItAlone() {
        Map<String, Object> properties = Configs.file("carrier", "host", "192.0.2.7");
        Trunk trunk = new Trunk(context, properties, trunks);
        modify(trunk, "host", "192.0.2.7");
        assertThat(trunks.refused()).isEmpty();
        modify(trunk, "host", "192.0.2.7", "port", "-1");
        assertThat(trunks.refused()).extracting(Problem::key).containsExactly("port");
        modify(trunk, "host", "192.0.2.7", "port", "5080");
        trunk.deactivate();

        assertThat(trunks.refused()).isEmpty();
        assertThat(story)
                .containsExactly(
                        "register Integer 104 org.strowger.trunk~carrier",
                        "register Integer 106 org.strowger.trunk~carrier",
                        "unregister 104",
                        "unregister 106");
    }

    @Test
    void aTrunkThatLeavesTakesItsProblemsAlong() {
        Trunk trunk = new Trunk(context, Configs.file("carrier", "port", "-1"), trunks);
        assertThat(trunks.refused()).hasSize(2);
        trunk.deactivate();
        assertThat(trunks.refused()).isEmpty();
    }

    @Test
    void whatWouldBeRefusedIsSaidWithoutATrunk() {
        assertThat(trunks.check("org.strowger.trunk~new", Map.of("host", "192.0.2.7", "port", 70000)))
                .containsExactly(new Problem("org.strowger.trunk~new", "", "port", "70000 is not between 0 and 65535"));
        assertThat(trunks.check("org.strowger.trunk~new", Map.of("host", "192.0.2.7")))
                .isEmpty();
        assertThat(trunks.refused()).isEmpty();
    }

    @Test
    void aTrunkThatIsWrongFromTheBeginningStartsWhenItIsCorrected() {
        Map<String, Object> properties = Configs.file("carrier", "host", "192.0.2.7", "port", "-1");
        Trunk trunk = new Trunk(context, properties, trunks);
        assertThat(story).isEmpty();
        assertThat(trunks.refused())
                .extracting(Problem::toString)
                .containsExactly("org.strowger.trunk-carrier.cfg: port: -1 is not between 0 and 65535");

        modify(trunk, "host", "192.0.2.7");
        assertThat(story).containsExactly("register Integer 104 org.strowger.trunk~carrier");
    }
}
