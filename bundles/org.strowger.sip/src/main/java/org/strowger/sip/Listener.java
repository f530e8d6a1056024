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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger log = LoggerFactory.getLogger(Listener.class);

    @ObjectClassDefinition(name = "Strowger SIP listener", description = "A socket that speaks SIP.")
    @interface Config {
        @AttributeDefinition(
                name = "Transport",
                description = "udp, tcp or tls.",
                options = {
                    @Option(label = "UDP", value = "udp"),
                    @Option(label = "TCP", value = "tcp"),
                    @Option(label = "TLS", value = "tls")
                })
        String transport() default "udp";

        @AttributeDefinition(
                name = "Host",
                description = "The numeric IPv4 or IPv6 address to bind; 0.0.0.0 or :: for all.")
        String host() default "127.0.0.1";

        @AttributeDefinition(
                name = "Port",
                description = "The port to bind. Default 5060, and 5061 for TLS.",
                min = "1",
                max = "65535")
        int port() default 5060;

        @AttributeDefinition(
                name = "Advertised address",
                description =
                        "The numeric address to tell peers, where a NAT before us shows another; empty for the bound one.",
                required = false)
        String advertised() default "";

        @AttributeDefinition(
                name = "Certificate",
                description =
                        "For TLS, required: a PEM file with our certificate, and after it those of the authorities"
                                + " between it and the root. Replaced at any time; connections that are up stay.",
                required = false)
        String tls_certificate() default "";

        @AttributeDefinition(
                name = "Key",
                description =
                        "For TLS, required: a PEM file with the certificate's private key, PKCS #8, no passphrase.",
                required = false)
        String tls_key() default "";

        @AttributeDefinition(
                name = "Trust",
                description =
                        "For TLS: a PEM file with the authorities that are believed. Empty, the default: those of the"
                                + " Java platform.",
                required = false)
        String tls_trust() default "";

        @AttributeDefinition(
                name = "Client certificates",
                description = "For TLS: whether those that connect to us have to show one. Default none.",
                options = {
                    @Option(label = "not asked for", value = "none"),
                    @Option(label = "asked for", value = "want"),
                    @Option(label = "required", value = "need")
                })
        String tls_clients() default "none";

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
        var unused = retries.scheduleWithFixedDelay(this::renew, RETRY_SECONDS, RETRY_SECONDS, TimeUnit.SECONDS);
    }

    /** Takes certificates that were replaced in their files. */
    private synchronized void renew() {
        Optional<TlsIdentity> identity =
                Optional.ofNullable(port).flatMap(Port::tls).map(Tls::identity).filter(TlsIdentity::outdated);
        if (identity.isEmpty() || retries.isShutdown()) {
            return;
        }
        Values values = new Values(pid, Map.of());
        try {
            identity.get().use(identity.get().files());
            log.info("listener {}: new certificates", name);
        } catch (IllegalArgumentException bad) {
            values.refuse("tls.certificate", bad.getMessage() + "; the one before stays");
        }
        endpoint.refusals().note(pid, values.problems());
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
