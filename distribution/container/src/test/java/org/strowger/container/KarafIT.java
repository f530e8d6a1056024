// SPDX-License-Identifier: Apache-2.0
package org.strowger.container;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.doNotModifyLogConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.inject.Inject;
import net.bytebuddy.ByteBuddy;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.assertj.core.api.Assertions;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.ConfigurationAdmin;

/** The distribution in Karaf, from within. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public final class KarafIT {
    private static final long BOOT_MILLIS = 120_000;

    private static final String KARAF = System.getProperty("karaf.version");

    /** What bin/strowger gives the JVM for Karaf's sake. */
    private static final List<String> JVM = List.of(
            "--add-reads=java.xml=java.logging",
            "--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED",
            "--patch-module=java.base=lib/endorsed/org.apache.karaf.specs.locator-" + KARAF + ".jar",
            "--patch-module=java.xml=lib/endorsed/org.apache.karaf.specs.java.xml-" + KARAF + ".jar",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
            "-Djava.security.manager=allow");

    /** Who offers what. */
    private static final Map<String, List<String>> SERVICES = Map.ofEntries(
            entry(
                    "org.strowger.api.audit.Audited",
                    List.of(
                            "attendant",
                            "distributor",
                            "engine",
                            "forward",
                            "media",
                            "outbound",
                            "pickup",
                            "records",
                            "registrar",
                            "resolver",
                            "sip",
                            "tracer")),
            entry(
                    "org.strowger.api.call.Callin",
                    List.of("attendant", "distributor", "echo", "outbound", "registrar", "trunk")),
            entry(
                    "org.strowger.api.call.Callout",
                    List.of(
                            "attendant",
                            "distributor",
                            "echo",
                            "forward",
                            "outbound",
                            "pickup",
                            "registrar",
                            "ringgroup",
                            "trunk")),
            entry("org.strowger.api.call.Numbers", List.of("registrar")),
            entry("org.strowger.api.call.Originator", List.of("echo")),
            entry("org.strowger.api.call.Switchboard", List.of("engine")),
            entry("org.strowger.api.event.CallEvents", List.of("engine")),
            entry("org.strowger.api.event.CallListener", List.of("metrics", "records", "tracer")),
            entry("org.strowger.api.event.MessageListener", List.of("tracer")),
            entry("org.strowger.api.console.Printer", List.of("console")),
            entry("org.strowger.api.distributor.Workforce", List.of("distributor")),
            entry("org.strowger.api.dial.Dialer", List.of("outbound")),
            entry("org.strowger.api.digest.DigestAuthenticator", List.of("sip")),
            entry("org.strowger.api.media.Audio", List.of("media")),
            entry("org.strowger.api.media.Media", List.of("media")),
            entry("org.strowger.api.route.Router", List.of("router")),
            entry("org.strowger.api.sip.RequestService", List.of("registrar")),
            entry("org.strowger.api.sip.SipClient", List.of("sip")),
            entry("org.strowger.api.sip.SipEndpoint", List.of("sip")),
            entry("org.strowger.api.sip.SipResolver", List.of("resolver")));

    private static final List<String> COMMANDS = List.of(
            "account-add",
            "account-password",
            "account-remove",
            "accounts",
            "accounts-export",
            "accounts-import",
            "agent-login",
            "agent-logout",
            "agent-pause",
            "agent-resume",
            "agents",
            "audit",
            "binding-drop",
            "bindings",
            "call-hangup",
            "call-show",
            "calls",
            "cancel",
            "config-begin",
            "config-check",
            "config-commit",
            "config-confirm",
            "config-delete",
            "config-diff",
            "config-problems",
            "config-rollback",
            "config-set",
            "config-unset",
            "dial",
            "dials",
            "end",
            "forward-clear",
            "forward-set",
            "forwards",
            "groups",
            "hangup",
            "health",
            "lines",
            "listeners",
            "media",
            "menu-explain",
            "menus",
            "originate",
            "plugins",
            "queue-callers",
            "queues",
            "record-sinks",
            "records",
            "resolve",
            "roles",
            "route-check",
            "route-explain",
            "routes",
            "trunks",
            "why");

    @Inject
    private BundleContext context;

    private Framework framework;

    @Configuration
    public Option[] distribution() {
        String sip = Integer.toString(FreePorts.next(1));
        Path work = Path.of(System.getProperty("strowger.work"));
        List<Option> options = new ArrayList<>(List.of(
                karafDistributionConfiguration()
                        .frameworkUrl(Path.of(System.getProperty("strowger.archive"))
                                .toUri()
                                .toString())
                        .name("Strowger")
                        .karafVersion(KARAF)
                        .unpackDirectory(work.resolve("karaf").toFile())
                        .directoryNameFormat("'exchange'")
                        .useDeployFolder(false),
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                doNotModifyLogConfiguration(),
                keepRuntimeFolder(),
                systemTimeout(BOOT_MILLIS),
                // nothing is downloaded: what Pax Exam needs has been laid there by the build
                editConfigurationFilePut(
                        "etc/org.ops4j.pax.url.mvn.cfg",
                        "org.ops4j.pax.url.mvn.defaultRepositories",
                        "${karaf.home.uri}${karaf.default.repository}@id=system.repository@snapshots,"
                                + work.resolve("exam-repository").toUri() + "@id=exam.repository"),
                editConfigurationFilePut("etc/org.strowger.sip-udp.cfg", "port", sip),
                editConfigurationFilePut("etc/org.strowger.sip-tcp.cfg", "port", sip),
                // the one role that is not there before it is configured
                editConfigurationFilePut("etc/org.strowger.trunk-peer.cfg", "host", "127.0.0.2"),
                bundle(source(Assertions.class)),
                bundle(source(ByteBuddy.class))));
        JVM.forEach(option -> options.add(vmOption(option)));
        return options.toArray(Option[]::new);
    }

    private static String source(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().toString();
    }

    @Before
    public void settle() {
        framework = new Framework(context);
        framework.awaitReady();
        framework.awaitExchange(
                Set.of(
                        "registrar",
                        "trunk-peer",
                        "attendant",
                        "distributor",
                        "echo",
                        "forward",
                        "pickup",
                        "ringgroup",
                        "router",
                        "media",
                        "outbound"),
                2);
    }

    @Test
    public void everyFeatureOfOursIsInstalled() {
        // it becomes so a moment after the bundles have started
        Await.until(
                "features that are missing", Set.of(), () -> framework.ask(FeaturesService.class, KarafIT::missing));
    }

    private static Set<String> missing(FeaturesService service) {
        try {
            List<Feature> ours = Arrays.stream(service.listFeatures())
                    .filter(feature -> feature.getName().startsWith("strowger"))
                    .toList();
            assertThat(ours).hasSizeGreaterThan(9);
            return ours.stream()
                    .filter(feature -> !service.isInstalled(feature))
                    .map(Feature::getId)
                    .collect(Collectors.toSet());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    public void everyRoleOffersItsServices() {
        SERVICES.forEach((type, bundles) -> Await.until(type, names(bundles), () -> framework.providers(type)));
    }

    private static Set<String> names(List<String> bundles) {
        return bundles.stream().map(name -> "org.strowger." + name).collect(Collectors.toSet());
    }

    @Test
    public void theConsoleHasOurCommandsAndNoOthersInOurScope() {
        Await.until("commands of the scope pbx", new TreeSet<>(COMMANDS), this::commands);
    }

    private Set<String> commands() {
        return framework.ask(SessionFactory.class, console -> console.getRegistry().getCommands().stream()
                .filter(command -> command.getScope().equals("pbx"))
                .map(Command::getName)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    public void theInstallationOfAFeatureRefreshesNoOther() {
        Object refresh = framework.ask(ConfigurationAdmin.class, admin -> {
            try {
                return admin.getConfiguration("org.apache.karaf.features", "?")
                        .getProperties()
                        .get("autoRefresh");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(refresh).hasToString("false");
    }

    @Test
    public void theRegistrarIsReplacedAlone() throws Exception {
        replaceAlone("registrar");
    }

    @Test
    public void theRouterIsReplacedAlone() throws Exception {
        replaceAlone("router");
    }

    @Test
    public void theTrunkIsReplacedAlone() throws Exception {
        replaceAlone("trunk");
    }

    @Test
    public void theEchoTestIsReplacedAlone() throws Exception {
        replaceAlone("echo");
    }

    @Test
    public void mediaAreReplacedAlone() throws Exception {
        replaceAlone("media");
    }

    @Test
    public void theEngineIsReplacedAlone() throws Exception {
        replaceAlone("engine");
    }

    @Test
    public void theConsoleIsReplacedAlone() throws Exception {
        replaceAlone("console");
    }

    @Test
    public void theSipStackIsReplacedAlone() throws Exception {
        replaceAlone("sip");
    }

    /** Updates a bundle with the jar that it came from, and looks at all others. */
    private void replaceAlone(String role) throws BundleException, IOException {
        Bundle replaced = framework.bundle("org.strowger." + role);
        Set<String> offered = Framework.services(replaced);
        assertThat(offered).isNotEmpty();
        Map<Bundle, BundleWiring> wirings = wirings();
        Set<String> touched = new ConcurrentSkipListSet<>();
        // told within the update, or the refresh, and not some time later
        SynchronousBundleListener witness =
                event -> touched.add(event.getBundle().getSymbolicName());
        context.addBundleListener(witness);
        try {
            try (InputStream jar = URI.create(replaced.getLocation()).toURL().openStream()) {
                replaced.update(jar);
            }
            awaitRefreshes();
            framework.awaitReady();
            Await.until("services of " + replaced, offered, () -> Framework.services(replaced));
            Await.until("commands of the scope pbx", new TreeSet<>(COMMANDS), this::commands);
        } finally {
            context.removeBundleListener(witness);
        }
        assertThat(touched).containsExactly(replaced.getSymbolicName());
        assertThat(changed(wirings)).containsExactly(replaced);
    }

    private Map<Bundle, BundleWiring> wirings() {
        Map<Bundle, BundleWiring> wirings = new HashMap<>();
        framework.bundles().forEach(bundle -> wirings.put(bundle, bundle.adapt(BundleWiring.class)));
        return wirings;
    }

    /** A bundle that has been refreshed has a new wiring. */
    private List<Bundle> changed(Map<Bundle, BundleWiring> before) {
        Map<Bundle, BundleWiring> now = wirings();
        assertThat(now.keySet()).isEqualTo(before.keySet());
        return now.keySet().stream()
                .filter(bundle -> now.get(bundle) != before.get(bundle))
                .toList();
    }

    /** Refreshes are done one after the other: when ours, of nothing, is done, so are all that were asked for before. */
    private void awaitRefreshes() {
        AtomicBoolean done = new AtomicBoolean();
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(), event -> done.set(true));
        Await.until("the framework is done with refreshes", true, done::get);
    }
}
