// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.strowger.api.console.Report;

/** Finds the plug-ins, and says why one does not resolve. */
public final class Plugins {
    private static final String API = "org.strowger.api.";

    /** As build tools write the requirement of a Java. */
    private static final Pattern JAVA = Pattern.compile("\\(&\\(osgi\\.ee=JavaSE\\)\\(version=([0-9.]+)\\)\\)");

    private Plugins() {}

    /** Every bundle that imports a package of the API, in the order of their ids. */
    public static List<Plugin> of(BundleContext context) {
        List<Bundle> bundles = List.of(context.getBundles());
        List<BundleCapability> offers = offers(bundles);
        return bundles.stream()
                .filter(Plugins::usesApi)
                .map(bundle -> new Plugin(
                        bundle.getBundleId(),
                        String.valueOf(bundle.getSymbolicName()),
                        bundle.getVersion().toString(),
                        state(bundle.getState()),
                        bundle.getLocation(),
                        bundle.getState() == Bundle.INSTALLED ? missing(bundle, offers) : List.of()))
                .toList();
    }

    private static boolean usesApi(Bundle bundle) {
        return needs(bundle).stream().anyMatch(need -> need.name().startsWith(API));
    }

    private static List<Need> needs(Bundle bundle) {
        String header = bundle.getHeaders("").get(Constants.IMPORT_PACKAGE);
        return header == null ? List.of() : Need.of(header);
    }

    /** What bundles that resolve have to offer. */
    private static List<BundleCapability> offers(List<Bundle> bundles) {
        List<BundleCapability> offers = new ArrayList<>();
        for (Bundle bundle : bundles) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            if (revision != null && bundle.getState() != Bundle.INSTALLED) {
                offers.addAll(revision.getDeclaredCapabilities(null));
            }
        }
        return offers;
    }

    private static List<String> missing(Bundle bundle, List<BundleCapability> offers) {
        List<String> missing = new ArrayList<>(missing(needs(bundle), packages(offers)));
        for (BundleRequirement requirement : bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
            if (!requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)
                    && mandatory(requirement)
                    && offers.stream().noneMatch(requirement::matches)) {
                missing.add(inWords(requirement));
            }
        }
        if (missing.isEmpty()) {
            missing.add("cannot be wired: bundle:diag " + bundle.getBundleId() + " says why");
        }
        return missing;
    }

    private static boolean mandatory(BundleRequirement requirement) {
        Map<String, String> directives = requirement.getDirectives();
        return !Constants.RESOLUTION_OPTIONAL.equals(directives.get(Constants.RESOLUTION_DIRECTIVE))
                && Constants.EFFECTIVE_RESOLVE.equals(
                        directives.getOrDefault(Constants.EFFECTIVE_DIRECTIVE, Constants.EFFECTIVE_RESOLVE));
    }

    private static String inWords(BundleRequirement requirement) {
        String filter = String.valueOf(requirement.getDirectives().get(Constants.FILTER_DIRECTIVE));
        return requirement.getNamespace().equals(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE)
                ? "needs Java " + javaVersion(filter) + ", here is "
                        + Runtime.version().feature()
                : "needs " + requirement.getNamespace() + " " + filter + ", here is none";
    }

    static String javaVersion(String filter) {
        Matcher version = JAVA.matcher(filter);
        return version.matches() ? version.group(1) : filter;
    }

    private static Map<String, Collection<Version>> packages(List<BundleCapability> offers) {
        Map<String, Collection<Version>> packages = new HashMap<>();
        for (BundleCapability offer : offers) {
            if (offer.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE) instanceof String name) {
                packages.computeIfAbsent(name, first -> new TreeSet<>())
                        .add((Version) offer.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE));
            }
        }
        return packages;
    }

    /** Which needs are not met, in words. */
    static List<String> missing(List<Need> needs, Map<String, Collection<Version>> packages) {
        return needs.stream()
                .filter(need -> !need.metBy(packages.getOrDefault(need.name(), List.of())))
                .map(need -> need.missing(packages.getOrDefault(need.name(), List.of())))
                .toList();
    }

    private static String state(int state) {
        return switch (state) {
            case Bundle.INSTALLED -> "installed";
            case Bundle.RESOLVED -> "resolved";
            case Bundle.STARTING -> "starting";
            case Bundle.ACTIVE -> "active";
            case Bundle.STOPPING -> "stopping";
            default -> "uninstalled";
        };
    }

    /** A row for each plug-in. */
    public static Report report(List<Plugin> plugins) {
        Report.Builder report = Report.columns("id", "name", "version", "state", "location", "missing");
        plugins.forEach(plugin -> report.row(
                plugin.id(),
                plugin.name(),
                plugin.version(),
                plugin.state(),
                plugin.location(),
                plugin.missing().isEmpty() ? null : String.join("; ", plugin.missing())));
        return report.build();
    }
}
