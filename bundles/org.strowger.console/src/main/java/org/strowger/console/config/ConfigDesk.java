// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.felix.utils.properties.InterpolationHelper;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The exchange's transactions over its configurations. It starts with taking up what the last process left. */
@Component(
        service = {ConfigDesk.class, ConfigurationListener.class},
        immediate = true)
public final class ConfigDesk implements ConfigurationListener {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "strowger-config");
        thread.setDaemon(true);
        return thread;
    });
    private final AdminConfigurations configurations;
    private final Transactions transactions;

    @Activate
    public ConfigDesk(BundleContext context, @Reference ConfigurationAdmin admin) {
        Disk disk = new FileDisk();
        // As File Install reads it.
        Charset charset = property(context, "felix.fileinstall.configEncoding")
                .map(Charset::forName)
                .orElse(StandardCharsets.ISO_8859_1);
        var variables = new InterpolationHelper.BundleContextSubstitutionCallback(context);
        this.configurations = new AdminConfigurations(admin, disk, etc(context), charset, variables::getValue);
        this.transactions = new Transactions(
                new Vault(disk, data(context)), configurations, new Vets(context), Clock.systemUTC(), timer);
        timer.execute(transactions::recover);
    }

    private static Optional<String> property(BundleContext context, String name) {
        return Optional.ofNullable(context.getProperty(name)).filter(value -> !value.isBlank());
    }

    private static Path etc(BundleContext context) {
        return Path.of(property(context, "karaf.etc")
                        .or(() -> property(context, "felix.fileinstall.dir").map(folders -> folders.split(",")[0]))
                        .orElse("etc"))
                .toAbsolutePath();
    }

    private static Path data(BundleContext context) {
        return property(context, "karaf.data")
                .map(data -> Path.of(data, "config-transaction"))
                .orElseGet(() -> context.getDataFile("config-transaction").toPath());
    }

    @Deactivate
    void deactivate() {
        transactions.close();
        timer.shutdownNow();
    }

    /** The transactions. */
    public Transactions transactions() {
        return transactions;
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        configurations.configurationEvent(event);
    }
}
