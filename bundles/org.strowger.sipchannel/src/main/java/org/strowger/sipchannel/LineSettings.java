// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.strowger.api.call.Capacity;
import org.strowger.api.config.Values;
import org.strowger.api.sip.Credentials;
import org.strowger.api.sip.Network;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

/**
 * A line's configuration, checked.
 *
 * @param role the role's name, such as {@code sipchannel-provider}
 * @param user the account at the provider
 * @param registrar where to register, host and perhaps port
 * @param proxy what everything goes through; empty where there is none
 * @param transport empty for whichever the domain offers
 * @param expires the seconds to ask for
 * @param number the user in the From of calls out
 * @param sources from where calls come in besides the registrar and the proxy
 * @param healthSeconds from one OPTIONS to the next; 0 for none
 * @param silence how long a server may say nothing at all to a call while there is another
 */
record LineSettings(
        String role,
        String user,
        Credentials credentials,
        String domain,
        SipUri registrar,
        Optional<SipUri> proxy,
        Optional<Transport> transport,
        int expires,
        String number,
        String displayName,
        CallerIdentity callerIdentity,
        List<Network> sources,
        String description,
        boolean enabled,
        int ranking,
        int healthSeconds,
        Duration silence,
        Capacity capacity) {
    /** The least and the most seconds that a registration may be asked for. */
    static final int EXPIRES_LEAST = 30;

    static final int EXPIRES_MOST = 604_800;

    /** A line as far as its configuration could be read; to be used only where nothing is wrong with it. */
    static LineSettings read(Values values) {
        String user = required(values, "user");
        String domain = values.value("domain", "", LineSettings::domain);
        if (domain.isEmpty()
                && values.problems().stream().noneMatch(bad -> bad.key().equals("domain"))) {
            values.refuse("domain", "is missing");
        }
        Optional<SipUri> registrar = values.value("registrar", Optional.empty(), LineSettings::server);
        Optional<SipUri> proxy = values.value("proxy", Optional.empty(), LineSettings::server);
        String password = values.text("password", "");
        String name =
                SipChannel.ROLE + "-" + values.pid().substring(values.pid().indexOf('~') + 1);
        return new LineSettings(
                name,
                user,
                new Credentials(or(values.text("auth.user", ""), user), password),
                domain,
                registrar.orElseGet(() -> SipUri.of("", domain, 0)),
                proxy,
                values.value("transport", Optional.of(Transport.UDP), LineSettings::transport),
                values.number("expires", 3_600, EXPIRES_LEAST, EXPIRES_MOST),
                or(values.text("number", ""), user),
                values.text("display.name", ""),
                values.value("caller.identity", CallerIdentity.LINE, CallerIdentity::parse),
                values.value("sources", List.of(), LineSettings::networks),
                values.text("description", ""),
                values.flag("enabled", true),
                values.number("service.ranking", 100, Integer.MIN_VALUE, Integer.MAX_VALUE),
                values.number("health.interval", 0, 0, 3_600),
                Duration.ofMillis(values.number("failover.after", 4_000, 100, 32_000)),
                Capacity.read(values, name));
    }

    private static Optional<Transport> transport(String text) {
        return text.equalsIgnoreCase("dns") ? Optional.empty() : Optional.of(Transport.parse(text));
    }

    private static String required(Values values, String key) {
        String text = values.text(key, "");
        if (text.isEmpty()
                && values.problems().stream().noneMatch(bad -> bad.key().equals(key))) {
            values.refuse(key, "is missing");
        }
        return text;
    }

    private static String or(String text, String standard) {
        return text.isEmpty() ? standard : text;
    }

    private static String domain(String text) {
        if (!text.isEmpty() && !SipUri.parse("sip:" + text).host().equals(text)) {
            throw new IllegalArgumentException("'" + text + "' is not a host alone");
        }
        return text;
    }

    /** A host and perhaps a port. */
    private static Optional<SipUri> server(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        SipUri uri = SipUri.parse("sip:" + text);
        if (!uri.user().isEmpty() || !uri.parameters().isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' is more than a host and a port");
        }
        return Optional.of(uri);
    }

    private static List<Network> networks(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(part -> Network.parse(part)
                        .orElseThrow(() ->
                                new IllegalArgumentException("'" + part + "' is neither an address nor a network")))
                .toList();
    }

    /** Who it is at the provider. */
    String account() {
        return SipUri.of("", domain, 0).withNumber(user).toString().substring("sip:".length());
    }

    /** The server that everything is sent to: the proxy, where there is one. */
    SipUri nextHop() {
        return proxy.orElse(registrar);
    }

    /**
     * Whose certificate the next hop must have (RFC 5922 section 4): the name that is looked up, or where the registrar's address is
     * written down in place of its name, the domain. Empty where only an address is known.
     */
    String certifiedName() {
        String host = nextHop().host();
        if (Network.literal(host).isEmpty()) {
            return host;
        }
        return proxy.isEmpty() && Network.literal(domain).isEmpty() ? domain : "";
    }

    /** Whether a registration of the one is one of the other: what a REGISTER says, and where it goes. */
    boolean registersAs(LineSettings other) {
        return user.equals(other.user)
                && domain.equals(other.domain)
                && registrar.equals(other.registrar)
                && proxy.equals(other.proxy)
                && transport.equals(other.transport)
                && credentials.user().equals(other.credentials.user());
    }

    /** Whether the registrar has to hear of the difference, though the registration stays the same. */
    boolean refreshesAfter(LineSettings other) {
        return expires != other.expires || !Objects.equals(credentials.password(), other.credentials.password());
    }
}
