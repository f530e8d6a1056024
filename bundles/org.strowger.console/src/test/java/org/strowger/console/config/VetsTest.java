// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;

class VetsTest {
    private static final Pid CARRIER = Pid.parse("org.strowger.trunk-carrier");

    private final List<ServiceReference<?>> references = new ArrayList<>();
    private final List<Configured> services = new ArrayList<>();
    private final Vets vets = new Vets(fake(BundleContext.class, (method, arguments) -> switch (method) {
        case "getServiceReferences" -> arguments[0] == Configured.class ? List.copyOf(references) : List.of();
        case "getService" -> services.get(references.indexOf(arguments[0]));
        case "ungetService" -> true;
        default -> null;
    }));

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "compareTo" ->
                        Integer.compare(System.identityHashCode(proxy), System.identityHashCode(arguments[0]));
                    default -> answer.to(method.getName(), arguments);
                }));
    }

    private void register(Object pids, Configured service) {
        Map<String, Object> properties = Map.of(Configured.PIDS, pids, "service.bundleid", 7L);
        references.add(fake(ServiceReference.class, (method, arguments) -> properties.get(arguments[0])));
        services.add(service);
    }

    /** Refuses everything, and says who it is. */
    private record Refuser(String who) implements Configured {
        @Override
        public List<Problem> check(String pid, Map<String, Object> properties) {
            return List.of(new Problem(pid, "", properties.toString(), who));
        }

        @Override
        public List<Problem> refused() {
            return List.of(new Problem("of " + who, "", "", "is bad"));
        }
    }

    private List<String> check() {
        return vets.check(CARRIER, "/etc/x.cfg", Map.of("a", "b")).stream()
                .map(finding -> finding.error() + " " + finding.problem())
                .toList();
    }

    @Test
    void onlyThoseWhomAConfigurationConcernsAreAsked() {
        register("org.strowger.trunk", new Refuser("trunks"));
        register(new String[] {"org.strowger.x", "org.strowger.trunk~carrier"}, new Refuser("carrier"));
        register("org.strowger.router", new Refuser("router"));

        assertThat(check())
                .containsExactlyInAnyOrder(
                        "true org.strowger.trunk~carrier: {a=b}: trunks",
                        "true org.strowger.trunk~carrier: {a=b}: carrier");
        assertThat(vets.refused())
                .extracting(Problem::pid)
                .containsExactlyInAnyOrder("of trunks", "of carrier", "of router");
    }

    @Test
    void whoCannotAnswerSpeaksAgainstIt() {
        register("org.strowger.trunk", new Configured() {
            @Override
            public List<Problem> check(String pid, Map<String, Object> properties) {
                throw new IllegalStateException("stumbled");
            }

            @Override
            public List<Problem> refused() {
                return List.of();
            }
        });

        assertThat(check())
                .containsExactly("true bundle 7: cannot say what it thinks: java.lang.IllegalStateException: stumbled");
    }

    @ParameterizedTest
    @CsvSource({"password, true", "keystore.Password, true", "client.secret, true", "port, false", "host, false"})
    void aSecretIsKnownByItsName(String key, boolean secret) {
        assertThat(vets.secret(CARRIER, key)).isEqualTo(secret);
    }
}
