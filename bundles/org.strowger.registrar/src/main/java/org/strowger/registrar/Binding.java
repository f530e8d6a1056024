// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

/**
 * A phone at which an account can be reached, until it expires.
 *
 * @param source where the REGISTER came from
 * @param path the proxies between the phone and us, the nearest to us first (RFC 3327)
 * @param registered when it first was; refreshes leave it
 */
record Binding(
        Contact contact,
        String callId,
        long cseq,
        Flow source,
        List<String> path,
        String userAgent,
        Instant registered,
        Instant expires) {
    private static final int SIP_PORT = 5060;

    Binding {
        path = List.copyOf(path);
    }

    boolean live(Instant now) {
        return expires.isAfter(now);
    }

    /** Seconds left, begun ones counted, so that what was just granted reads as granted. */
    long secondsLeft(Instant now) {
        return Duration.between(now, expires).plusMillis(999).toSeconds();
    }

    /**
     * The way to the phone: where its REGISTER came from. That is the one hole in a NAT, the connection that the phone opened,
     * or the nearest proxy of its path. But where a contact names the very address that it came from there is no NAT, and the
     * contact's port and transport are meant. Empty to go by the URI alone.
     */
    Optional<Flow> way() {
        SipUri uri = contact.uri();
        boolean direct = path.isEmpty()
                && !source.transport().reliable()
                && uri.address().equalsIgnoreCase(source.host());
        if (!direct) {
            return Optional.of(source);
        }
        String transport = uri.parameter("transport").orElse(Transport.UDP.token());
        if (!transport.equalsIgnoreCase(Transport.UDP.token()) || uri.scheme().equals("sips")) {
            return Optional.empty();
        }
        int port = uri.port() > 0 ? uri.port() : SIP_PORT;
        return Optional.of(
                port == source.port() ? source : new Flow(Transport.UDP, source.host(), port, source.listener()));
    }
}
