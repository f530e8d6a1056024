// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.strowger.api.call.Target.Quirks;
import org.strowger.api.config.Values;
import org.strowger.api.dial.Codec;
import org.strowger.api.sip.Network;

/**
 * The dialler's configuration, checked.
 *
 * @param user who calls where neither the request nor its target says
 * @param rtpHost where programs receive media
 * @param rate campaign calls a second
 * @param concurrent campaign calls at once
 * @param queue campaign calls that wait
 * @param most attempts and calls at once, of every scenario
 * @param trusted who is told asserted identities
 */
record Settings(
        String user,
        String name,
        String rtpHost,
        int rtpPort,
        List<Codec> codecs,
        int rate,
        int concurrent,
        int queue,
        int most,
        Duration hook,
        Quirks quirks,
        List<Network> trusted) {
    static final String PID = "org.strowger.outbound";

    private static final String EVERYBODY = "0.0.0.0/0, ::/0";

    /** What is in force where nothing is configured. */
    static final Settings DEFAULT = read(new Values(PID, java.util.Map.of()));

    /** Reads a configuration; what is bad is noted in it. */
    static Settings read(Values values) {
        int grace = values.number("cancel.grace", 0, 0, 32_000);
        return new Settings(
                values.value("caller.user", "dialler", Settings::user),
                values.text("caller.name", ""),
                values.value("rtp.host", "127.0.0.1", Settings::address),
                values.number("rtp.port", 10_000, 1, 65_535),
                values.value("codecs", Codec.STANDARD, Settings::codecs),
                values.number("campaign.rate", 10, 1, 1_000),
                values.number("campaign.concurrent", 100, 1, 100_000),
                values.number("campaign.queue", 10_000, 1, 1_000_000),
                values.number("calls.max", 10_000, 1, 1_000_000),
                Duration.ofMillis(values.number("hook.timeout", 2_000, 10, 2_000)),
                new Quirks(
                        values.flag("callid.adopt", false),
                        grace == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(grace))),
                values.value("trusted", networks(EVERYBODY), Settings::networks));
    }

    private static String user(String text) {
        if (!text.matches("[^\\s@<>\"]+")) {
            throw new IllegalArgumentException("'" + text + "' cannot be a caller");
        }
        return text;
    }

    private static String address(String text) {
        return Network.literal(text)
                .map(address -> text)
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no numeric address"));
    }

    private static Stream<String> list(String text) {
        return Stream.of(text.split(",")).map(String::strip).filter(part -> !part.isEmpty());
    }

    private static List<Codec> codecs(String text) {
        List<Codec> codecs = list(text).map(Codec::parse).toList();
        if (codecs.isEmpty()) {
            throw new IllegalArgumentException("names no codec");
        }
        return codecs;
    }

    private static List<Network> networks(String text) {
        return list(text)
                .map(part -> Network.parse(part)
                        .orElseThrow(() -> new IllegalArgumentException("'" + part + "' is no address or network")))
                .toList();
    }

    /** Whether a peer may know what a caller asserts. */
    boolean trusts(String host) {
        return Network.literal(host)
                .filter(address -> trusted.stream().anyMatch(network -> network.contains(address)))
                .isPresent();
    }
}
