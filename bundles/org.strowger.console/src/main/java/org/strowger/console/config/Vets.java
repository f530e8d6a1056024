// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;
import org.strowger.console.Services;

/** Asks the services of the framework: Metatype, everyone who is {@link Configured}, and Declarative Services. */
final class Vets implements Vetting {
    private static final Logger log = LoggerFactory.getLogger(Vets.class);

    private static final Pattern SECRET = Pattern.compile(".*(password|passwd|secret|passphrase|private).*");

    private final BundleContext context;
    private final Services services;

    Vets(BundleContext context) {
        this.context = context;
        this.services = new Services(context);
    }

    @Override
    public List<Finding> check(Pid pid, String file, Map<String, Object> properties) {
        List<Finding> findings = new ArrayList<>();
        services.each(Configured.class, (reference, configured) -> {
            if (speaksFor(reference, pid)) {
                problems(reference, () -> configured.check(pid.id(), properties))
                        .forEach(problem -> findings.add(Finding.error(problem)));
            }
        });
        described(pid)
                .map(described -> described.check(pid, Transactions.fileName(file), properties))
                .orElse(List.of())
                .stream()
                .filter(finding -> isNew(finding, findings))
                .forEach(findings::add);
        return findings;
    }

    /** The bundle's own words about a key are better than Metatype's. */
    private static boolean isNew(Finding finding, List<Finding> known) {
        return known.stream()
                .noneMatch(
                        other -> other.problem().key().equals(finding.problem().key()));
    }

    private static boolean speaksFor(ServiceReference<?> reference, Pid pid) {
        Object pids = reference.getProperty(Configured.PIDS);
        Stream<?> all = pids instanceof Object[] several ? Stream.of(several) : Stream.ofNullable(pids);
        return all.anyMatch(one -> one.equals(pid.factory()) || one.equals(pid.id()));
    }

    private interface Question {
        List<Problem> ask();
    }

    private static List<Problem> problems(ServiceReference<?> reference, Question question) {
        try {
            return question.ask();
        } catch (RuntimeException fault) {
            String bundle = String.valueOf(reference.getProperty("service.bundleid"));
            log.error("Bundle {} cannot say what it thinks of a configuration", bundle, fault);
            return List.of(new Problem("bundle " + bundle, "", "", "cannot say what it thinks: " + fault));
        }
    }

    private Optional<MetatypeCheck> described(Pid pid) {
        return services.ask(MetaTypeService.class, metatype -> Stream.of(context.getBundles())
                        .filter(bundle -> bundle.getState() != Bundle.UNINSTALLED)
                        .map(metatype::getMetaTypeInformation)
                        .filter(information -> information != null && describes(information, pid))
                        .findFirst()
                        .map(information ->
                                new MetatypeCheck(information.getObjectClassDefinition(pid.factory(), null))))
                .flatMap(found -> found);
    }

    private static boolean describes(MetaTypeInformation information, Pid pid) {
        String[] pids = pid.name().isEmpty() ? information.getPids() : information.getFactoryPids();
        return pids != null && List.of(pids).contains(pid.factory());
    }

    @Override
    public List<Problem> refused() {
        List<Problem> refused = new ArrayList<>();
        services.each(
                Configured.class, (reference, configured) -> refused.addAll(problems(reference, configured::refused)));
        refused.addAll(services.ask(ServiceComponentRuntime.class, Vets::failed).orElse(List.of()));
        return refused;
    }

    /** Components with a configuration that did not start with it. */
    private static List<Problem> failed(ServiceComponentRuntime runtime) {
        List<Problem> failed = new ArrayList<>();
        for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs()) {
            for (ComponentConfigurationDTO component : runtime.getComponentConfigurationDTOs(description)) {
                if (component.state == ComponentConfigurationDTO.FAILED_ACTIVATION
                        && component.properties.get("service.pid") instanceof String pid) {
                    String why = String.valueOf(component.failure)
                            .lines()
                            .findFirst()
                            .orElse("no reason given");
                    failed.add(new Problem(pid, "", "", description.name + " did not start: " + why));
                }
            }
        }
        return failed;
    }

    @Override
    public boolean secret(Pid pid, String key) {
        return SECRET.matcher(key.toLowerCase(Locale.ROOT)).matches()
                || described(pid).map(described -> described.secret(key)).orElse(false);
    }
}
