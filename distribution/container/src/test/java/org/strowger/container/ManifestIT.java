// SPDX-License-Identifier: Apache-2.0
package org.strowger.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.Test;
import org.osgi.framework.Constants;

/** The rules of the house that a manifest shows, on every bundle of ours that ships. */
public final class ManifestIT {
    private static final String API = "org.strowger.api";
    private static final List<String> NAMES = List.of(
            API,
            "org.strowger.console",
            "org.strowger.echo",
            "org.strowger.attendant",
            "org.strowger.distributor",
            "org.strowger.forward",
            "org.strowger.ringgroup",
            "org.strowger.pickup",
            "org.strowger.engine",
            "org.strowger.media",
            "org.strowger.metrics",
            "org.strowger.records",
            "org.strowger.outbound",
            "org.strowger.registrar",
            "org.strowger.resolver",
            "org.strowger.router",
            "org.strowger.sip",
            "org.strowger.sipchannel",
            "org.strowger.tracer",
            "org.strowger.trunk");

    private final Map<String, Attributes> manifests = new TreeMap<>();

    public ManifestIT() throws IOException {
        for (Path path : Shipped.ours()) {
            try (JarFile jar = new JarFile(path.toFile())) {
                Attributes manifest = jar.getManifest().getMainAttributes();
                manifests.put(manifest.getValue(Constants.BUNDLE_SYMBOLICNAME), manifest);
            }
        }
    }

    @Test
    public void everyBundleOfTheListShipsAndTheTestkitDoesNot() {
        assertThat(manifests.keySet()).containsAll(NAMES).doesNotContain("org.strowger.testkit");
    }

    @Test
    public void onlyTheContractIsShared() {
        manifests.forEach((bundle, manifest) -> {
            assertThat(clauses(manifest, Constants.EXPORT_PACKAGE))
                    .as("exports of " + bundle)
                    .allSatisfy(clause -> assertThat(clause).startsWith(bundle.equals(API) ? API + "." : "nothing"));
            assertThat(clauses(manifest, Constants.IMPORT_PACKAGE))
                    .as("imports of " + bundle)
                    .filteredOn(clause -> clause.startsWith("org.strowger"))
                    .allSatisfy(
                            clause -> assertThat(clause).startsWith(API + ".").contains("version="));
        });
    }

    @Test
    public void theSipStackIsNobodysBusiness() {
        manifests.forEach((bundle, manifest) -> assertThat(shared(manifest))
                .as(bundle)
                .noneMatch(clause -> clause.matches("(javax\\.sip|javax\\.sdp|gov\\.nist)\\b.*")));
    }

    @Test
    public void nothingIsWiredButByPackagesAndServices() {
        manifests.forEach((bundle, manifest) -> {
            for (String header : List.of(
                    Constants.REQUIRE_BUNDLE,
                    Constants.FRAGMENT_HOST,
                    Constants.DYNAMICIMPORT_PACKAGE,
                    "Bundle-ClassPath")) {
                assertThat(manifest.getValue(header))
                        .as(header + " of " + bundle)
                        .isNull();
            }
        });
    }

    @Test
    public void nobodyNeedsKaraf() {
        manifests.forEach((bundle, manifest) -> {
            assertThat(clauses(manifest, Constants.IMPORT_PACKAGE))
                    .as("imports of " + bundle)
                    .filteredOn(clause -> clause.startsWith("org.apache.karaf"))
                    .allSatisfy(clause -> assertThat(clause)
                            .startsWith("org.apache.karaf.shell.")
                            .contains("resolution:=optional"));
            assertThat(clauses(manifest, Constants.REQUIRE_CAPABILITY))
                    .as("requirements of " + bundle)
                    .noneMatch(clause -> clause.contains("karaf"));
        });
    }

    @Test
    public void theContractNeedsNothingAndLeavesNothingOpen() {
        assertThat(clauses(manifests.get(API), Constants.IMPORT_PACKAGE))
                .allSatisfy(clause -> assertThat(clause).startsWith(API + ".").doesNotContain("resolution:=optional"));
        assertThat(clauses(manifests.get(API), Constants.EXPORT_PACKAGE))
                .allSatisfy(clause -> assertThat(clause).contains("version="));
    }

    private static List<String> shared(Attributes manifest) {
        List<String> all = new ArrayList<>(clauses(manifest, Constants.IMPORT_PACKAGE));
        all.addAll(clauses(manifest, Constants.EXPORT_PACKAGE));
        return all;
    }

    /** What the commas part, but for those in quotes. */
    private static List<String> clauses(Attributes manifest, String header) {
        String value = manifest.getValue(header);
        return value == null ? List.of() : List.of(value.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"));
    }
}
