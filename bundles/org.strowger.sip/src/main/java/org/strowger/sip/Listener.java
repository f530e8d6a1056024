// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.sip.Transport;

/**
 * One listener from one file {@code org.strowger.sip-<name>.cfg}. A socket that cannot be had is tried again until it can: whoever
 * holds the port may let it go.
 */
@Component(
        configurationPid = "org.strowger.sip",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = {})
@Designate(ocd = Listener.Config.class, factory = true)
public final class Listener {
    private static final Logger log = LoggerFactory.getLogger(Listener.class);
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
    private final ListenerSpec spec;
    private final ScheduledExecutorService retries;
    private Port port;

    @Activate
    public Listener(Config config, Map<String, Object> properties, @Reference Endpoint endpoint) {
        this.endpoint = endpoint;
        this.spec = spec(config, properties);
        this.retries = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "strowger-listener-" + spec.name());
            thread.setDaemon(true);
            return thread;
        });
        if (!open()) {
            retries.scheduleWithFixedDelay(this::retry, RETRY_SECONDS, RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static ListenerSpec spec(Config config, Map<String, Object> properties) {
        String pid = String.valueOf(properties.get("service.pid"));
        Object file = properties.getOrDefault("felix.fileinstall.filename", pid);
        String name = pid.substring(pid.indexOf('~') + 1);
        try {
            return new ListenerSpec(
                    name,
                    Transport.parse(config.transport()),
                    config.host().trim(),
                    config.port(),
                    config.advertised().trim());
        } catch (IllegalArgumentException bad) {
            throw new IllegalArgumentException(file + ": " + bad.getMessage(), bad);
        }
    }

    private synchronized boolean open() {
        try {
            port = endpoint.open(spec);
            return true;
        } catch (IOException failed) {
            log.error(
                    "listener {}: cannot listen on {} {} port {}: {}; tried again every {} s",
                    spec.name(),
                    spec.transport().token(),
                    spec.host(),
                    spec.port(),
                    failed.getMessage(),
                    RETRY_SECONDS);
            return false;
        }
    }

    private void retry() {
        if (open()) {
            retries.shutdown();
        }
    }

    @Deactivate
    void deactivate() {
        retries.shutdownNow();
        synchronized (this) {
            if (port != null) {
                endpoint.close(port);
            }
        }
        endpoint.forget(spec.name());
    }
}
