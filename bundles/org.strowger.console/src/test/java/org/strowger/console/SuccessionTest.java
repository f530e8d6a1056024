// SPDX-License-Identifier: Apache-2.0
package org.strowger.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Version;
import org.osgi.framework.startlevel.BundleStartLevel;

final class SuccessionTest {
    private static final String ROLE = "org.strowger.api.call;version=\"[1,2)\"";

    private final List<Fake> installed = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private Succession succession;
    private boolean listening;

    @Test
    void theLastToComeWorksAndGivesThePlaceBack() {
        Fake shipped = install("trunk", ROLE, Bundle.ACTIVE);
        begin();
        Fake dropped = install("trunk", ROLE, Bundle.STARTING);
        tell(BundleEvent.STARTING, dropped);
        assertThat(told).containsExactly("stop 1");
        dropped.state = Bundle.ACTIVE;
        tell(BundleEvent.STARTED, dropped);

        installed.remove(dropped);
        tell(BundleEvent.UNINSTALLED, dropped);
        assertThat(told).containsExactly("stop 1", "start 1");
        assertThat(shipped.state).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void anUpdateKeepsThePlace() {
        install("trunk", ROLE, Bundle.RESOLVED);
        Fake dropped = install("trunk", ROLE, Bundle.ACTIVE);
        begin();
        for (int type : List.of(BundleEvent.STOPPING, BundleEvent.STOPPED, BundleEvent.UPDATED)) {
            tell(type, dropped);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void anOldOneThatStartsLateRestsAgain() {
        Fake shipped = install("trunk", ROLE, Bundle.RESOLVED);
        install("trunk", ROLE, Bundle.ACTIVE);
        begin();
        shipped.state = Bundle.ACTIVE;
        tell(BundleEvent.STARTED, shipped);
        assertThat(told).containsExactly("stop 1");
    }

    @Test
    void whoComesLateFindsOutWhoIsToWork() {
        install("trunk", ROLE, Bundle.ACTIVE);
        install("trunk", ROLE, Bundle.ACTIVE);
        begin();
        assertThat(told).containsExactly("stop 1");
    }

    @Test
    void whatAnOperatorHasStoppedStaysStopped() {
        install("trunk", ROLE, Bundle.RESOLVED).persistent = false;
        begin();
        Fake dropped = new Fake(9, "trunk", ROLE, Bundle.UNINSTALLED);
        tell(BundleEvent.UNINSTALLED, dropped);
        assertThat(told).isEmpty();
    }

    @Test
    void itsOwnBundleGivesThePlaceBackToo() {
        install("console", ROLE, Bundle.RESOLVED);
        Fake dropped = install("console", ROLE, Bundle.ACTIVE);
        begin(dropped);
        end(dropped);
        installed.remove(dropped);
        tell(BundleEvent.UNINSTALLED, dropped);
        assertThat(told).containsExactly("start 1");
        assertThat(listening).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {BundleEvent.UPDATED, BundleEvent.STARTING})
    void itsOwnBundleThatComesAgainKeepsThePlace(int type) {
        install("console", ROLE, Bundle.RESOLVED);
        Fake dropped = install("console", ROLE, Bundle.ACTIVE);
        begin(dropped);
        end(dropped);
        assertThat(listening).isTrue();
        tell(type, dropped);
        assertThat(told).isEmpty();
        assertThat(listening).isFalse();
    }

    @Test
    void itEndsWhereOnlyTheComponentDoes() {
        Fake own = install("console", ROLE, Bundle.ACTIVE);
        begin(own);
        succession.deactivate();
        assertThat(listening).isFalse();
    }

    @ParameterizedTest(name = "{0} beside {1}, importing {2}")
    @CsvSource({"trunk,echo,org.strowger.api.call", "gson,gson,java.util"})
    void othersAreLeftAlone(String one, String other, String imports) {
        install(one, imports, Bundle.ACTIVE);
        begin();
        tell(BundleEvent.STARTING, install(other, imports, Bundle.STARTING));
        assertThat(told).isEmpty();
    }

    private Fake install(String name, String imports, int state) {
        Fake bundle = new Fake(installed.size() + 1, name, imports, state);
        installed.add(bundle);
        return bundle;
    }

    private void begin() {
        begin(new Fake(100, "console", ROLE, Bundle.ACTIVE));
    }

    private void begin(Fake own) {
        BundleContext framework = fake(BundleContext.class, (method, arguments) -> switch (method) {
            case "getBundles" -> installed.stream().map(Fake::bundle).toArray(Bundle[]::new);
            case "addBundleListener" -> listening = true;
            case "removeBundleListener" -> listening = false;
            default -> throw new UnsupportedOperationException(method);
        });
        Bundle system = fake(Bundle.class, (method, arguments) -> framework);
        succession = new Succession(
                fake(BundleContext.class, (method, arguments) -> arguments == null ? own.bundle() : system));
    }

    /** Its bundle stops. */
    private void end(Fake own) {
        own.state = Bundle.STOPPING;
        tell(BundleEvent.STOPPING, own);
        succession.deactivate();
        own.state = Bundle.RESOLVED;
        tell(BundleEvent.STOPPED, own);
    }

    private void tell(int type, Fake bundle) {
        succession.bundleChanged(new BundleEvent(type, bundle.bundle()));
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

    /** A bundle that writes down what is done to it. */
    private final class Fake {
        private final long id;
        private final String name;
        private final String imports;
        private int state;
        private boolean persistent = true;

        Fake(long id, String name, String imports, int state) {
            this.id = id;
            this.name = name;
            this.imports = imports;
            this.state = state;
        }

        Bundle bundle() {
            Dictionary<String, String> headers = new Hashtable<>(Map.of("Import-Package", imports));
            return fake(Bundle.class, (method, arguments) -> switch (method) {
                case "getBundleId" -> id;
                case "getSymbolicName" -> name;
                case "getVersion" -> new Version(1, 0, (int) id);
                case "getState" -> state;
                case "getHeaders" -> headers;
                case "adapt" -> fake(BundleStartLevel.class, (question, none) -> persistent);
                case "stop" -> change("stop", Bundle.RESOLVED);
                case "start" -> change("start", Bundle.ACTIVE);
                case "toString" -> name + " " + id;
                case "hashCode" -> Long.hashCode(id);
                default -> throw new UnsupportedOperationException(method);
            });
        }

        private Object change(String what, int next) {
            told.add(what + " " + id);
            state = next;
            return null;
        }
    }
}
