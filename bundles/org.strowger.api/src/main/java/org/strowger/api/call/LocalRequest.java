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
 * The INVITE of a call that no network brought: one that a role makes, one that another call leads to, or a rehearsal.
 *
 * @param fields the headers that it has beyond its values
 * @param origination what the role asked for; empty where no role did
 */
public record LocalRequest(
        String callId,
        NameAddr from,
        SipUri uri,
        Optional<Body> body,
        Flow flow,
        List<Header> fields,
        int maxForwards,
        Optional<Origination> origination)
        implements SipRequest {
    private static final int HOPS = 70;

    /** Nobody's address: what comes from here matches no peer. */
    public static final Flow NOWHERE = new Flow(Transport.UDP, "0.0.0.0", 9, "");

    public LocalRequest {
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(flow, "flow");
        Objects.requireNonNull(origination, "origination");
        fields = List.copyOf(fields);
    }

    /** A request without further headers, that no role asked for. */
    public LocalRequest(String callId, NameAddr from, SipUri uri, Optional<Body> body, Flow flow) {
        this(callId, from, uri, body, flow, List.of(), HOPS, Optional.empty());
    }

    /** What a role asks for. */
    public static LocalRequest of(String callId, Origination by, Optional<Body> body) {
        NameAddr from = new NameAddr(by.displayName(), ours(by.from()));
        return new LocalRequest(callId, from, ours(by.to()), body, NOWHERE, by.headers(), HOPS, Optional.of(by));
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

    /** The same, of a call that another led to. */
    public LocalRequest with(List<Header> headers, int hops) {
        return new LocalRequest(callId, from, uri, body, flow, headers, hops, origination);
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
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    @Override
    public List<String> headers(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }
}
