// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.strowger.api.config.Values;

/**
 * One listener from one file {@code org.strowger.sip-<name>.cfg}. A bad configuration leaves the last good one in force, and a socket
 * that cannot be had is tried again until it can: whoever holds the port may let it go.
 */
@Component(
        configurationPid = ListenerSpec.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = {})
@Designate(ocd = Listener.Config.class, factory = true)
public final class Listener {
    private static final long RETRY_SECONDS = 5;

    @ObjectClassDefinition(name = "Strowger SIP listener", description = "A socket that speaks SIP.")
    @interface Config {
        @AttributeDefinition(
                name = "Transport",
                description = "udp or tcp.",
                options = {@Option(label = "UDP", value = "udp"), @Option(label = "TCP", value = "tcp")})
        String transport() default "udp";

        @AttributeDefinition(
                name = "Host",
                description = "The numeric IPv4 or IPv6 address to bind; 0.0.0.0 or :: for all.")
        String host() default "127.0.0.1";

        @AttributeDefinition(name = "Port", description = "The port to bind.", min = "1", max = "65535")
        int port() default 5060;

        @AttributeDefinition(
                name = "Advertised address",
                description =
                        "The numeric address to tell peers, where a NAT before us shows another; empty for the bound one.",
                required = false)
        String advertised() default "";

        String webconsole_configurationFactory_nameHint() default "{transport} {host}:{port}";
    }

    private final Endpoint endpoint;
    private final String pid;
    private final String name;
    private final ScheduledExecutorService retries;
    /** The last good configuration; null before the first. */
    private ListenerSpec wanted;
    /** What is open: of the wanted configuration, or of an older one while the wanted one cannot be had. */
    private Port port;

    private Future<?> retry;

    @Activate
    public Listener(Map<String, Object> properties, @Reference Endpoint endpoint) {
        this.endpoint = endpoint;
        this.pid = String.valueOf(properties.get(Constants.SERVICE_PID));
        this.name = ListenerSpec.nameOf(pid);
        this.retries = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "strowger-listener-" + name);
            thread.setDaemon(true);
            return thread;
        });
        modified(properties);
    }

    /** Takes a configuration; one that is bad changes nothing. */
    @Modified
    synchronized void modified(Map<String, Object> properties) {
        Values values = new Values(pid, properties);
        ListenerSpec read = ListenerSpec.read(name, values);
        if (values.problems().isEmpty()) {
            wanted = read;
            open(properties);
            return;
        }
        endpoint.refusals().note(pid, values.problems());
        if (wanted == null) {
            endpoint.sockets().failed(read, values.problems().get(0).toString());
        }
    }

    private void open(Map<String, Object> properties) {
        Values values = new Values(pid, properties);
        if (retry != null) {
            retry.cancel(false);
        }
        Optional<String> failure = port == null ? openFirst() : change();
        if (failure.isPresent()) {
            String socket = wanted.transport().token() + " " + wanted.host() + " port " + wanted.port();
            values.refuse(
                    "port", "no " + socket + ": " + failure.get() + "; tried again every " + RETRY_SECONDS + " s");
            retry = retries.schedule(() -> retry(properties), RETRY_SECONDS, TimeUnit.SECONDS);
        }
        endpoint.refusals().note(pid, values.problems());
    }

    private Optional<String> openFirst() {
        try {
            port = endpoint.sockets().open(wanted);
            return Optional.empty();
        } catch (IOException failed) {
            return Optional.of(failed.getMessage());
        }
    }

    private Optional<String> change() {
        Listeners.Changed changed = endpoint.sockets().change(port, wanted);
        port = changed.port().orElse(null);
        return changed.failure();
    }

    private synchronized void retry(Map<String, Object> properties) {
        if (!retries.isShutdown()) {
            open(properties);
        }
    }

    @Deactivate
    synchronized void deactivate() {
        retries.shutdownNow();
        if (port != null) {
            endpoint.sockets().close(port);
        }
        endpoint.sockets().forget(name);
        endpoint.refusals().note(pid, List.of());
    }
}
