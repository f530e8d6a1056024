// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;
import org.strowger.api.console.Report;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.SipClient;

/** What all lines share: their thread, the way to the network, and the list of them. Thread-safe. */
@Component(
        service = {Configured.class, SipChannels.class},
        property = Configured.PIDS + "=" + SipChannel.PID)
public final class SipChannels implements Configured {
    private static final Logger log = LoggerFactory.getLogger(SipChannels.class);

    /** Threads that may wait for name servers. */
    private static final int LOOKUPS = 4;

    /** How long an end waits: that of the exchange for registrars, that of the bundle for what it is doing. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Map<String, List<Problem>> problems = new ConcurrentSkipListMap<>();
    private final Map<String, Entry> lines = new ConcurrentSkipListMap<>();
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, named("strowger-lines"));
    private final ThreadPoolExecutor lookups = new ThreadPoolExecutor(
            LOOKUPS, LOOKUPS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("strowger-lookup"));
    private final Clock clock = Clock.systemUTC();
    private final Line.Desk desk;
    private final BundleContext context;
    private final SynchronousBundleListener farewell = this::onBundle;
    private volatile Optional<SipClient> client = Optional.empty();

    /** A line that is here. */
    private record Entry(LineSettings settings, Line line) {}

    @Activate
    public SipChannels(BundleContext context) {
        this.context = context;
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        lookups.allowCoreThreadTimeOut(true);
        desk = new Line.Desk(
                executor,
                () -> client,
                new Servers(InetAddress::getAllByName, lookups),
                clock,
                new SecureRandom(),
                process());
        context.addBundleListener(farewell);
    }

    private static String process() {
        ProcessHandle self = ProcessHandle.current();
        return self.pid() + " " + self.info().startInstant().orElse(Instant.EPOCH);
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindClient(SipClient came) {
        client = Optional.of(came);
        lines.values().forEach(entry -> entry.line().clientCame());
    }

    void unbindClient(SipClient gone) {
        if (client.filter(gone::equals).isPresent()) {
            client = Optional.empty();
        }
    }

    /** The whole exchange stops: said before any bundle has. */
    private void onBundle(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            unregisterAll();
        }
    }

    /** Unregisters every line, and waits for the answers for a while. */
    void unregisterAll() {
        await(lines.values().stream()
                .map(entry -> entry.line().unregister().toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    /** Waits for what was sent, for a while. */
    void await(CompletableFuture<?>... farewells) {
        try {
            CompletableFuture.allOf(farewells).get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            log.warn("not every registrar has answered that its line is taken away");
        } catch (ExecutionException bug) {
            log.error("a line could not be unregistered", bug.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Deactivate
    void deactivate() {
        context.removeBundleListener(farewell);
        lookups.shutdownNow();
        finish();
    }

    /** Lets what is being done be done: a registration that is not written down is not known to the next version. */
    private void finish() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("the lines did not come to rest in {} ms", FAREWELL.toMillis());
                executor.shutdownNow();
            }
        } catch (InterruptedException stop) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    // ---- for each line

    /** Whether the bundle is only being replaced, or the process ends, so that what it does is to go on. */
    boolean goesOn() {
        return context.getBundle().adapt(BundleStartLevel.class).isPersistentlyStarted();
    }

    Line line(LineSettings settings, String name) {
        Path file = context.getDataFile("line-" + name + ".properties").toPath();
        return new Line(settings, desk, new LineMemory.InFile(file));
    }

    Clock clock() {
        return clock;
    }

    /** A line is here, or has other settings. */
    void put(LineSettings settings, Line line) {
        lines.put(settings.role(), new Entry(settings, line));
    }

    void remove(String role) {
        lines.remove(role);
    }

    /** Whether a number is the account or the number of another line than this. */
    boolean isAnothers(String role, String number) {
        return lines.values().stream()
                .map(Entry::settings)
                .anyMatch(other -> !other.role().equals(role)
                        && (other.user().equals(number) || other.number().equals(number)));
    }

    // ---- for an operator

    /** A row for each line, by name. */
    public Report report() {
        Report.Builder report = Report.columns(
                "line",
                "account",
                "state",
                "server",
                "expiresIn",
                "next",
                "failures",
                "failure",
                "why",
                "alarm",
                "description");
        Instant now = clock.instant();
        lines.values().forEach(entry -> row(report, entry, now));
        return report.build();
    }

    private static void row(Report.Builder report, Entry entry, Instant now) {
        LineStatus status = entry.line().status();
        boolean registered = status.registered(now);
        String state = !entry.settings().enabled()
                ? "disabled"
                : registered ? "registered" : status.state().name().toLowerCase(java.util.Locale.ROOT);
        report.row(
                entry.settings().role(),
                entry.settings().account(),
                state,
                status.server().map(Flow::toString).orElse(null),
                registered ? Duration.between(now, status.until()).toSeconds() : null,
                status.next()
                        .map(next -> Math.max(0, Duration.between(now, next).toSeconds()))
                        .orElse(null),
                status.failures(),
                status.failure().map(Failure::toString).orElse(null),
                status.why().isEmpty() ? null : status.why(),
                status.alarm(),
                entry.settings().description().isEmpty()
                        ? null
                        : entry.settings().description());
    }

    // ---- configuration

    @Override
    public List<Problem> check(String pid, Map<String, Object> properties) {
        Values values = new Values(pid, properties);
        LineSettings.read(values);
        return values.problems();
    }

    @Override
    public List<Problem> refused() {
        return problems.values().stream().flatMap(List::stream).toList();
    }

    /** A line was given a configuration, or left: this is what it refuses of it. */
    void refused(String pid, List<Problem> refused) {
        if (refused.isEmpty()) {
            problems.remove(pid);
        } else {
            problems.put(pid, refused);
        }
    }
}
