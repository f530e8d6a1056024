// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** The components of our bundles that should run and cannot: a registrar without its database, say. */
final class Components {
    private static final String OURS = "org.strowger.";

    private Components() {}

    /** By name, why each cannot run. One that merely was not configured is not wanted, and not in here. */
    static Map<String, String> stuck(ServiceComponentRuntime runtime) {
        Map<String, String> stuck = new TreeMap<>();
        for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs()) {
            if (description.bundle.symbolicName.startsWith(OURS)) {
                for (ComponentConfigurationDTO component : runtime.getComponentConfigurationDTOs(description)) {
                    stuck(component).ifPresent(why -> stuck.put(description.name, why));
                }
            }
        }
        return stuck;
    }

    private static Optional<String> stuck(ComponentConfigurationDTO component) {
        return switch (component.state) {
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                Optional.of("waits for "
                        + Stream.of(component.unsatisfiedReferences)
                                .map(Components::wanted)
                                .collect(Collectors.joining(", ")));
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                Optional.of("did not start: "
                        + String.valueOf(component.failure).lines().findFirst().orElse("no reason given"));
            default -> Optional.empty();
        };
    }

    private static String wanted(UnsatisfiedReferenceDTO reference) {
        return reference.name + (reference.target == null ? "" : " " + reference.target);
    }
}
