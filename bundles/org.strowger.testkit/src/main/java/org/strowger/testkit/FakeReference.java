// SPDX-License-Identifier: Apache-2.0
package org.strowger.testkit;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Map;
import java.util.Objects;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/**
 * A service's reference without a framework: its properties, and an order as the framework's.
 *
 * @param version of the bundle {@code org.example.role} that registers it
 */
public record FakeReference<S>(long id, int ranking, Map<String, Object> properties, String version)
        implements ServiceReference<S> {
    /** A property of a service whose bundle is taken out for good. */
    public static final String UNINSTALLED = "bundle.uninstalled";

    public FakeReference {
        properties = Map.copyOf(properties);
        Objects.requireNonNull(version, "version");
    }

    /** A reference of version 1.2.3 of its bundle. */
    public FakeReference(long id, int ranking, Map<String, Object> properties) {
        this(id, ranking, properties, "1.2.3");
    }

    @Override
    public Object getProperty(String key) {
        return switch (key) {
            case Constants.SERVICE_ID -> id;
            case Constants.SERVICE_RANKING -> ranking;
            default -> properties.get(key);
        };
    }

    @Override
    public String[] getPropertyKeys() {
        return properties.keySet().toArray(String[]::new);
    }

    @Override
    public Bundle getBundle() {
        return (Bundle) Proxy.newProxyInstance(
                Bundle.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (bundle, method, arguments) -> switch (method.getName()) {
                    case "getSymbolicName" -> "org.example.role";
                    case "getVersion" -> Version.valueOf(version);
                    case "getState" -> properties.containsKey(UNINSTALLED) ? Bundle.UNINSTALLED : Bundle.ACTIVE;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Override
    public Bundle[] getUsingBundles() {
        return new Bundle[0];
    }

    @Override
    public boolean isAssignableTo(Bundle bundle, String className) {
        return true;
    }

    /** The higher ranking is the greater, and of equals the older one. */
    @Override
    public int compareTo(Object other) {
        FakeReference<?> that = (FakeReference<?>) other;
        return ranking != that.ranking ? Integer.compare(ranking, that.ranking) : Long.compare(that.id, id);
    }

    @Override
    public Dictionary<String, Object> getProperties() {
        return FrameworkUtil.asDictionary(properties);
    }

    @Override
    public <A> A adapt(Class<A> type) {
        return null;
    }
}
