// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipRequest;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

/**
 * The INVITE of a call that no network brought: one that a role makes, or a rehearsal. It has no headers beyond its values and those of the
 * origination.
 *
 * @param origination what the role asked for; empty where no role did
 */
public record LocalRequest(
        String callId, NameAddr from, SipUri uri, Optional<Body> body, Flow flow, Optional<Origination> origination)
        implements SipRequest {
    /** Nobody's address: what comes from here matches no peer. */
    public static final Flow NOWHERE = new Flow(Transport.UDP, "0.0.0.0", 9, "");

    public LocalRequest {
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(flow, "flow");
        Objects.requireNonNull(origination, "origination");
    }

    /** A request that no role asked for. */
    public LocalRequest(String callId, NameAddr from, SipUri uri, Optional<Body> body, Flow flow) {
        this(callId, from, uri, body, flow, Optional.empty());
    }

    /** What a role asks for. */
    public static LocalRequest of(String callId, Origination by, Optional<Body> body) {
        NameAddr from = new NameAddr(by.displayName(), ours(by.from()));
        return new LocalRequest(callId, from, ours(by.to()), body, NOWHERE, Optional.of(by));
    }

    /** Whether a role makes this call and wants this. */
    public static boolean wants(SipRequest request, Origination.Option option) {
        return request instanceof LocalRequest local
                && local.origination.filter(by -> by.options().contains(option)).isPresent();
    }

    /** A request from one number to another, each at no particular host. */
    public static LocalRequest of(
            String callId, String displayName, String from, String to, Optional<Body> body, Flow flow) {
        return new LocalRequest(callId, new NameAddr(displayName, ours(from)), ours(to), body, flow);
    }

    private static SipUri ours(String number) {
        return SipUri.of("", "localhost", 0).withNumber(number);
    }

    @Override
    public String method() {
        return "INVITE";
    }

    @Override
    public NameAddr to() {
        return NameAddr.of(uri);
    }

    @Override
    public long cseq() {
        return 1;
    }

    @Override
    public int maxForwards() {
        return 70;
    }

    @Override
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    @Override
    public List<String> headers(String name) {
        return origination
                .map(by -> by.headers().stream()
                        .filter(header -> header.name().equalsIgnoreCase(name))
                        .map(Header::value)
                        .toList())
                .orElse(List.of());
    }
}
