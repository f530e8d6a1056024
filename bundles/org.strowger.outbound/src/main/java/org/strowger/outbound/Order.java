// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Origination.Option;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Target;
import org.strowger.api.dial.DialRequest;
import org.strowger.api.dial.DialTarget;
import org.strowger.api.sip.AssertedIdentity;
import org.strowger.api.sip.Diversion;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.HistoryInfo;
import org.strowger.api.sip.Identity;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.Network;
import org.strowger.api.sip.Privacy;
import org.strowger.api.sip.SipUri;

/** From what a program asks for to what the exchange is asked for. Pure functions. */
final class Order {
    private static final NameAddr ANONYMOUS = new NameAddr("Anonymous", SipUri.of("anonymous", "anonymous.invalid", 0));
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private Order() {}

    /** Why this cannot be done, whoever is called; empty where it can. */
    static Optional<String> refusal(DialRequest request) {
        List<String> unmet = request.privacy().unmet();
        if (!unmet.isEmpty()) {
            return Optional.of("the caller insists on privacy that there is not here: " + String.join(", ", unmet));
        }
        if (Stream.of(
                        request.target().uri().toString(),
                        request.callerDisplayName(),
                        request.target().callerDisplayName())
                .anyMatch(text -> text.chars().anyMatch(Character::isISOControl))) {
            return Optional.of("a URI or a name holds a line break or its like");
        }
        try {
            request.target().resolveTransport();
        } catch (IllegalArgumentException impossible) {
            return Optional.of(impossible.getMessage());
        }
        return request.target().planned() && request.target().uri().user().isEmpty()
                ? Optional.of("the target names neither a number nor a host")
                : Optional.empty();
    }

    /** Who calls: as the request says, else its target, else the configuration. */
    static NameAddr caller(DialRequest request, Settings settings) {
        if (!request.callerUser().isEmpty()) {
            return caller(request.callerUser(), request.callerDisplayName());
        }
        DialTarget target = request.target();
        return target.callerUser().isEmpty()
                ? caller(settings.user(), settings.name())
                : caller(target.callerUser(), target.callerDisplayName());
    }

    private static NameAddr caller(String user, String name) {
        return new NameAddr(name, SipUri.ours("").withNumber(user));
    }

    /**
     * The call as the exchange is asked for it.
     *
     * @param address of the target's host, numeric; empty where the dial plan finds the way
     */
    static Origination origination(DialRequest request, String callId, String address, Settings settings, Instant now) {
        NameAddr caller = caller(request, settings);
        Optional<Target> target =
                address.isEmpty() ? Optional.empty() : Optional.of(target(request, caller, address, settings, now));
        List<Header> headers = headers(request, true, now);
        SipUri uri = request.target().uri();
        return new Origination(
                Outbound.NAME,
                caller.uri().number(),
                caller.displayName(),
                uri.user().isEmpty() ? uri.host() : uri.number(),
                headers,
                target,
                callId,
                Set.of(Option.SUPERVISED, Option.OWN_MEDIA));
    }

    private static Target target(DialRequest request, NameAddr caller, String address, Settings settings, Instant now) {
        DialTarget wanted = request.target();
        SipUri uri = wanted.uri();
        String name = Network.literal(wanted.host()).isPresent() ? "" : wanted.host();
        NameAddr from = request.privacy().anonymous()
                ? ANONYMOUS
                : new NameAddr(
                        caller.displayName(),
                        new SipUri(
                                uri.scheme().equals("sips") ? "sips" : "sip",
                                caller.uri().user(),
                                "",
                                0,
                                ""));
        return new Target(
                uri,
                from,
                NameAddr.of(new SipUri(uri.scheme(), uri.user(), uri.host(), uri.port(), "")),
                Optional.of(new Flow(wanted.resolveTransport(), address, wanted.port(), "", name)),
                List.of(),
                headers(request, settings.trusts(address), now),
                "",
                Optional.empty(),
                settings.quirks());
    }

    /** What the INVITE says of its caller, and of where it has been. */
    private static List<Header> headers(DialRequest request, boolean trusted, Instant now) {
        List<Header> headers = new ArrayList<>(4);
        Privacy privacy = request.privacy();
        if (trusted) {
            request.assertedIdentity().ifPresent(identity -> add(headers, AssertedIdentity.NAME, identity.values()));
        }
        if (!privacy.tokens().isEmpty()) {
            headers.add(new Header(Privacy.NAME, privacy.toString()));
        }
        HistoryInfo history =
                trusted ? request.historyInfo() : request.historyInfo().told(privacy);
        add(headers, HistoryInfo.NAME, history.values());
        if (trusted || !privacy.asks("header")) {
            add(
                    headers,
                    Diversion.NAME,
                    request.diversion().stream().map(Diversion::toString).toList());
        }
        if (!request.identity().isEmpty()) {
            headers.add(new Header("Date", DATE.format(now.atZone(ZoneOffset.UTC))));
            headers.add(new Header(Identity.NAME, request.identity()));
        }
        headers.addAll(request.target().headers());
        return headers;
    }

    /** One line: of some headers the stack keeps one line only. */
    private static void add(List<Header> headers, String name, List<String> values) {
        if (!values.isEmpty()) {
            headers.add(new Header(name, String.join(", ", values)));
        }
    }

    /** The target of a call of ours, as the route would have it: another number called, another one shown. */
    static Target routed(Origination by, Outgoing outgoing) {
        Target target = by.target().orElseThrow();
        String number = outgoing.destination().number();
        String shown = outgoing.destination().callerNumber();
        boolean sent = !Objects.equals(number, by.to());
        boolean masked = !Objects.equals(shown, by.from()) && !target.from().equals(ANONYMOUS);
        return new Target(
                sent ? target.uri().withNumber(number) : target.uri(),
                masked ? with(target.from(), shown) : target.from(),
                sent ? with(target.to(), number) : target.to(),
                target.flow(),
                target.routes(),
                target.headers(),
                target.contactUser(),
                target.credentials(),
                target.quirks());
    }

    private static NameAddr with(NameAddr address, String number) {
        return new NameAddr(address.displayName(), address.uri().withNumber(number));
    }
}
