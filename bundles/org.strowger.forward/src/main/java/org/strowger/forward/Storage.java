// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
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

/** Loads the settings on a thread of its own, as soon as the database is there, and registers {@link Profiles}. */
@Component(
        service = {},
        immediate = true)
@Capability(
        namespace = ServiceNamespace.SERVICE_NAMESPACE,
        attribute = "objectClass:List<String>=org.strowger.forward.Profiles")
public final class Storage {
    private static final Logger log = LoggerFactory.getLogger(Storage.class);

    private static final long AGAIN_SECONDS = 2;
    private static final long FLUSH_SECONDS = 10;

    private final Store store;
    private final Function<Profiles, Runnable> publisher;
    private final ScheduledExecutorService thread;
    private boolean away;
    private boolean stopped;
    private Runnable withdrawal = () -> {};

    @Activate
    public Storage(BundleContext context, @Reference(target = "(dataSourceName=strowger)") DataSource source) {
        this(
                new JdbcStore(source),
                profiles -> context.registerService(Profiles.class, profiles, null)::unregister,
                Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread made = new Thread(task, "forward-storage");
                    made.setDaemon(true);
                    return made;
                }));
    }

    /**
     * Begins to load.
     *
     * @param publisher registers the settings as a service, and returns how to withdraw it
     * @param thread becomes its own
     */
    Storage(Store store, Function<Profiles, Runnable> publisher, ScheduledExecutorService thread) {
        this.store = store;
        this.publisher = publisher;
        this.thread = thread;
        thread.execute(this::load);
    }

    private void load() {
        try {
            Profiles profiles = new Profiles(store, store.open(), thread);
            log.info("The settings of {} numbers loaded", profiles.size());
            publish(profiles);
        } catch (SQLException refused) {
            if (!away) {
                log.warn("The database is away: nothing is diverted until it is there", refused);
            }
            away = true;
            again();
        }
    }

    private void again() {
        try {
            thread.schedule(this::load, AGAIN_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException stopping) {
            log.debug("Stopped before the database was there", stopping);
        }
    }

    private synchronized void publish(Profiles profiles) {
        if (!stopped) {
            withdrawal = publisher.apply(profiles);
        }
    }

    private synchronized void withdraw() {
        stopped = true;
        withdrawal.run();
    }

    /** What was to be written is. */
    @Deactivate
    void deactivate() throws InterruptedException {
        withdraw();
        thread.shutdown();
        if (!thread.awaitTermination(FLUSH_SECONDS, TimeUnit.SECONDS)) {
            log.error("The database did not take the last changes in {} s", FLUSH_SECONDS);
            thread.shutdownNow();
        }
    }
}
