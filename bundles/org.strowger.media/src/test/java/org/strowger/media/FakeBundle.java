// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** A bundle that has a name and a folder to store files in, and nothing else. */
record FakeBundle(String name, Path storage) {
    Bundle bundle() {
        return (Bundle) Proxy.newProxyInstance(
                Bundle.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getSymbolicName" -> name;
                    case "getDataFile" -> storage.resolve((String) arguments[0]).toFile();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** Its context, where it is the only one. */
    BundleContext context() {
        return context(List.of(this));
    }

    /** Its context, where these are installed whenever one looks. */
    BundleContext context(Collection<FakeBundle> installed) {
        return (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getBundle" -> bundle();
                    case "getBundles" ->
                        installed.stream().map(FakeBundle::bundle).toArray(Bundle[]::new);
                    case "getDataFile" -> bundle().getDataFile((String) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
