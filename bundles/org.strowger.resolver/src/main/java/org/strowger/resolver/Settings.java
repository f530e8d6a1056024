// SPDX-License-Identifier: Apache-2.0
package org.strowger.resolver;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.strowger.api.config.Values;
import org.strowger.api.sip.Network;
import org.strowger.api.sip.SipUri;

/**
 * The resolver's configuration, checked.
 *
 * @param servers to be asked; none for those of the system
 * @param patience how long one server may take
 * @param tries how often each is asked
 * @param cache how many answers are kept at the most
 */
record Settings(List<InetSocketAddress> servers, Duration patience, int tries, int cache) {
    @ObjectClassDefinition(
            name = "Strowger resolver",
            description = "How the servers behind the names of lines and trunks are found: RFC 3263.")
    @interface Config {
        @AttributeDefinition(
                name = "Name servers",
                description = "Addresses, each perhaps with a port, with commas between them. Empty, the default:"
                        + " those of the system.")
        String servers() default "";

        @AttributeDefinition(
                name = "Timeout",
                description = "Milliseconds that a name server may take. Default 2000, from 100 to 30000.",
                min = "100",
                max = "30000")
        int timeout() default 2_000;

        @AttributeDefinition(
                name = "Tries",
                description = "How often each name server is asked. Default 2, from 1 to 5.",
                min = "1",
                max = "5")
        int tries() default 2;

        @AttributeDefinition(
                name = "Cache",
                description = "How many answers are kept at the most, each for as long as its name server says."
                        + " Default 10000, from 100 to 1000000.",
                min = "100",
                max = "1000000")
        int cache() default 10_000;
    }

    private static final int DOMAIN = 53;

    Settings {
        servers = List.copyOf(servers);
    }

    /** Settings as far as they could be read; to be used only where nothing is wrong with them. */
    static Settings read(Values values) {
        return new Settings(
                values.value("servers", List.of(), Settings::servers),
                Duration.ofMillis(values.number("timeout", 2_000, 100, 30_000)),
                values.number("tries", 2, 1, 5),
                values.number("cache", 10_000, 100, 1_000_000));
    }

    private static List<InetSocketAddress> servers(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(Settings::server)
                .toList();
    }

    private static InetSocketAddress server(String text) {
        // an IPv6 address without brackets has colons of its own
        InetAddress bare = Network.literal(text).orElse(null);
        if (bare != null) {
            return new InetSocketAddress(bare, DOMAIN);
        }
        SipUri uri = SipUri.parse("sip:" + text);
        InetAddress address = Network.literal(uri.host())
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not an address"));
        return new InetSocketAddress(address, uri.port() == 0 ? DOMAIN : uri.port());
    }
}
