// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import java.util.Collection;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.strowger.api.call.Callout;

/** A role for each group that has a member. Thread-safe. */
final class Groups implements AutoCloseable {
    private final BundleContext context;
    private final Supplier<? extends Collection<PeerRole>> trunks;
    private final RandomGenerator random;
    private final Map<String, ServiceRegistration<?>> registered = new HashMap<>();
    private boolean closed;

    /** @param trunks that are here at this moment */
    Groups(BundleContext context, Supplier<? extends Collection<PeerRole>> trunks, RandomGenerator random) {
        this.context = context;
        this.trunks = trunks;
        this.random = random;
    }

    /** A trunk came, went or changed: a group comes with its first member and goes with its last. */
    synchronized void settle() {
        if (closed) {
            return;
        }
        Set<String> wanted = trunks.get().stream()
                .flatMap(role -> role.peer().group().stream())
                .map(Membership::group)
                .collect(Collectors.toSet());
        for (String group : wanted) {
            registered.computeIfAbsent(group, this::register);
        }
        registered.entrySet().removeIf(one -> {
            boolean gone = !wanted.contains(one.getKey());
            if (gone) {
                one.getValue().unregister();
            }
            return gone;
        });
    }

    private ServiceRegistration<?> register(String group) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Callout.ROLE, GroupRole.ROLE);
        // what the name of a role is made of
        properties.put(Constants.SERVICE_PID, Trunk.PID + "~" + group);
        return context.registerService(Callout.class, new GroupRole(group, trunks, random), properties);
    }

    @Override
    public synchronized void close() {
        closed = true;
        registered.values().forEach(ServiceRegistration::unregister);
        registered.clear();
    }
}
