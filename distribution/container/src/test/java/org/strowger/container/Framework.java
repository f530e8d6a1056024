// SPDX-License-Identifier: Apache-2.0
package org.strowger.container;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.strowger.api.call.RoleInfo;
import org.strowger.api.call.Switchboard;
import org.strowger.api.sip.ListenerInfo;
import org.strowger.api.sip.SipEndpoint;

/** What the tests ask a running framework. */
final class Framework {
    private static final String OURS = "org.strowger.";

    private final BundleContext context;

    Framework(BundleContext context) {
        this.context = context;
    }

    List<Bundle> bundles() {
        return List.of(context.getBundles());
    }

    Bundle bundle(String symbolicName) {
        return bundles().stream()
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + symbolicName));
    }

    Set<String> ours() {
        return bundles().stream()
                .map(Bundle::getSymbolicName)
                .filter(name -> name != null && name.startsWith(OURS))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Waits until every bundle is active and no component of ours waits for anything. */
    void awaitReady() {
        Await.until("bundles that are not active", Set.of(), this::idle);
        Await.until("components of ours that wait", Set.of(), this::unsatisfied);
    }

    /** Waits until these roles are here, and no others, and so many listeners listen. */
    void awaitExchange(Set<String> roles, int listeners) {
        Await.until("roles", roles, this::roles);
        Await.until(
                "listeners that listen",
                (long) listeners,
                () -> ask(SipEndpoint.class, sip -> sip.listeners().stream()
                        .filter(ListenerInfo::listening)
                        .count()));
    }

    private Set<String> roles() {
        return ask(
                Switchboard.class,
                engine -> engine.roles().stream().map(RoleInfo::name).collect(Collectors.toSet()));
    }

    private Set<String> idle() {
        return bundles().stream()
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE && !fragment(bundle))
                .map(Bundle::toString)
                .collect(Collectors.toSet());
    }

    private static boolean fragment(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    /** Components that are configured, and still have no service or failed to start. One without its configuration is not meant. */
    private Set<String> unsatisfied() {
        int met = ComponentConfigurationDTO.SATISFIED | ComponentConfigurationDTO.ACTIVE;
        Bundle[] ours = bundles().stream()
                .filter(bundle -> ours().contains(bundle.getSymbolicName()))
                .toArray(Bundle[]::new);
        return ask(ServiceComponentRuntime.class, runtime -> runtime.getComponentDescriptionDTOs(ours).stream()
                .flatMap(component -> runtime.getComponentConfigurationDTOs(component).stream())
                .filter(component -> (component.state & met) == 0)
                .map(component -> component.description.name + " " + component.failure)
                .collect(Collectors.toSet()));
    }

    /** The services of a bundle, each by what tells it from the others and stays when the bundle is replaced. */
    static Set<String> services(Bundle bundle) {
        ServiceReference<?>[] references = bundle.getRegisteredServices();
        return Stream.of(references == null ? new ServiceReference<?>[0] : references)
                .map(Framework::describe)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String describe(ServiceReference<?> reference) {
        String[] types = (String[]) reference.getProperty("objectClass");
        return Stream.concat(
                        Arrays.stream(types).sorted(),
                        Stream.of("pbx.role", "service.pid", "service.ranking", "sip.method")
                                .map(reference::getProperty)
                                .filter(Objects::nonNull)
                                .map(value -> value instanceof Object[] many ? List.of(many) : value))
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    /** The names of the bundles that offer a service of this type. */
    Set<String> providers(String type) {
        try {
            ServiceReference<?>[] references = context.getAllServiceReferences(type, null);
            return Stream.of(references == null ? new ServiceReference<?>[0] : references)
                    .map(reference -> reference.getBundle().getSymbolicName())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks a service something, as soon as it is here. */
    <S, T> T ask(Class<S> type, Function<S, T> question) {
        Await.until("a service " + type.getName(), true, () -> context.getServiceReference(type) != null);
        ServiceReference<S> reference = context.getServiceReference(type);
        try {
            return question.apply(
                    Optional.ofNullable(context.getService(reference)).orElseThrow());
        } finally {
            context.ungetService(reference);
        }
    }

    /** Asks every service of a type the same. */
    <S, T> List<T> askEach(Class<S> type, Function<S, T> question) {
        try {
            return context.getServiceReferences(type, null).stream()
                    .map(reference -> {
                        try {
                            return question.apply(Optional.ofNullable(context.getService(reference))
                                    .orElseThrow());
                        } finally {
                            context.ungetService(reference);
                        }
                    })
                    .toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
