// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.namespace.service.ServiceNamespace;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the registrar's memory and the database together: loads the one from the other, then registers {@link Registry}, and
 * writes behind it until the end. All of it on one thread of its own, but for half of the loading; while the database is not there yet it waits for it.
 */
@Component(
        service = {},
        immediate = true)
@Capability(
        namespace = ServiceNamespace.SERVICE_NAMESPACE,
        attribute = "objectClass:List<String>=org.strowger.registrar.Registry")
public final class Storage {
    private static final Logger log = LoggerFactory.getLogger(Storage.class);

    /** What a process that is killed may lose. Also what makes a storm of refreshes one write an account. */
    private static final long WRITE_PERIOD_MILLIS = 500;

    private static final long FLUSH_SECONDS = 10;

    private final Store store;
    private final Function<Registry, Runnable> publisher;
    private final ScheduledExecutorService thread;
    private final InstantSource clock;
    private final Outage outage;
    private final Accounts accounts = new Accounts();
    private final WriteBehind writer;
    private final Bindings bindings;
    private final ScheduledFuture<?> period;
    private boolean loaded;
    private Runnable withdrawal = () -> {};
    private boolean stopped;

    @Activate
    public Storage(BundleContext context, @Reference(target = "(dataSourceName=strowger)") DataSource source) {
        this(
                new JdbcStore(source),
                registry -> context.registerService(Registry.class, registry, null)::unregister,
                Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread made = new Thread(task, "registrar-storage");
                    made.setDaemon(true);
                    return made;
                }),
                Clock.systemUTC());
    }

    /**
     * Begins to load.
     *
     * @param publisher registers the memory as a service, and returns how to withdraw it
     */
    Storage(Store store, Function<Registry, Runnable> publisher, ScheduledExecutorService thread, InstantSource clock) {
        this.store = store;
        this.publisher = publisher;
        this.thread = thread;
        this.clock = clock;
        this.outage = new Outage(clock);
        this.writer = new WriteBehind(store, account -> kept(account), outage);
        this.bindings = new Bindings(writer::mark);
        this.period = thread.scheduleWithFixedDelay(this::run, 0, WRITE_PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private List<Binding> kept(String account) {
        return bindings.kept(account);
    }

    private void run() {
        try {
            if (loaded) {
                writer.write();
            } else if (outage.mayTry()) {
                load();
            }
        } catch (RuntimeException bug) {
            log.error("The registrar's storage stumbled and goes on", bug);
        }
    }

    private void load() {
        try {
            store.open();
            FutureTask<Map<String, List<Binding>>> stored = new FutureTask<>(store::bindings);
            // Calls wait while accounts and bindings are read: both at once.
            Thread second = new Thread(stored, "registrar-loading");
            second.setDaemon(true);
            second.start();
            store.accounts().forEach(accounts::put);
            result(stored).forEach(this::restore);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return;
        } catch (SQLException away) {
            outage.failed("no phone can register or be called until it is there", away);
            return;
        }
        outage.over();
        loaded = true;
        log.info("{} accounts and {} bindings loaded", accounts.size(), bindings.size());
        publish();
    }

    private static <T> T result(FutureTask<T> task) throws SQLException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof SQLException away) {
                throw away;
            }
            throw new IllegalStateException(failure.getCause());
        }
    }

    private void restore(String account, List<Binding> stored) {
        Instant now = clock.instant();
        List<Binding> live = accounts.named(account).isEmpty()
                ? List.of()
                : stored.stream().filter(binding -> binding.live(now)).toList();
        bindings.restore(account, live);
        if (live.size() < stored.size()) {
            writer.mark(account);
        }
    }

    private synchronized void publish() {
        if (!stopped) {
            withdrawal = publisher.apply(new Registry(accounts, bindings, store, writer::waiting));
        }
    }

    private synchronized void withdraw() {
        stopped = true;
        withdrawal.run();
    }

    /** Takes the memory away from the roles, and leaves the database as it was then. */
    @Deactivate
    void deactivate() throws InterruptedException {
        withdraw();
        bindings.close();
        period.cancel(false);
        thread.execute(this::flush);
        thread.shutdown();
        if (!thread.awaitTermination(FLUSH_SECONDS, TimeUnit.SECONDS)) {
            log.error("The database did not take the bindings of {} accounts in {} s", writer.waiting(), FLUSH_SECONDS);
            thread.shutdownNow();
        }
    }

    private void flush() {
        if (loaded && !writer.writeNow()) {
            log.error("The bindings of {} accounts are lost: their phones must register again", writer.waiting());
        }
        store.close();
    }
}
