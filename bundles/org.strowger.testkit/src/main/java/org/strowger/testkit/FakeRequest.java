// SPDX-License-Identifier: Apache-2.0
package org.strowger.testkit;

import java.util.ArrayList;
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
 * A request that came from nowhere. Immutable: each method that changes something gives a new one.
 *
 * <pre>FakeRequest.invite("1001", "1002").header("Privacy", "id").flow("udp", "192.0.2.7", 5060)</pre>
 */
public final class FakeRequest implements SipRequest {
    /** The host of every URI that a test did not choose. */
    public static final String DOMAIN = "pbx.example";

    /** Where a request comes from unless the test says otherwise. */
    public static final Flow FLOW = new Flow(Transport.UDP, "192.0.2.7", 5060, "udp");

    private final String method;
    private final SipUri uri;
    private final NameAddr from;
    private final NameAddr to;
    private final String callId;
    private final long cseq;
    private final List<Header> lines;
    private final Optional<Body> body;
    private final Flow flow;
    private final List<String> certified;

    private FakeRequest(
            String method,
            SipUri uri,
            NameAddr from,
            NameAddr to,
            String callId,
            long cseq,
            List<Header> lines,
            Optional<Body> body,
            Flow flow,
            List<String> certified) {
        this.method = Objects.requireNonNull(method, "method");
        this.uri = Objects.requireNonNull(uri, "uri");
        this.from = Objects.requireNonNull(from, "from");
        this.to = Objects.requireNonNull(to, "to");
        this.callId = Objects.requireNonNull(callId, "callId");
        this.cseq = cseq;
        this.lines = List.copyOf(lines);
        this.body = Objects.requireNonNull(body, "body");
        this.flow = Objects.requireNonNull(flow, "flow");
        this.certified = List.copyOf(certified);
    }

    /** A request of any method from one number to another at {@link #DOMAIN}. */
    public static FakeRequest of(String method, String from, String to) {
        SipUri uri = SipUri.of("", DOMAIN, 0).withNumber(to);
        NameAddr caller = NameAddr.of(SipUri.of("", DOMAIN, 0).withNumber(from));
        return new FakeRequest(
                method, uri, caller, NameAddr.of(uri), "1@192.0.2.7", 1, List.of(), Optional.empty(), FLOW, List.of());
    }

    /** An INVITE from one number to another. */
    public static FakeRequest invite(String from, String to) {
        return of("INVITE", from, to);
    }

    /** A REGISTER of an account, with a Contact line for each contact. */
    public static FakeRequest register(String account, String... contacts) {
        FakeRequest request = of("REGISTER", account, account).uri(SipUri.of("", DOMAIN, 0));
        for (String contact : contacts) {
            request = request.header("Contact", contact);
        }
        return request;
    }

    public FakeRequest method(String newMethod) {
        return new FakeRequest(newMethod, uri, from, to, callId, cseq, lines, body, flow, certified);
    }

    public FakeRequest uri(SipUri newUri) {
        return new FakeRequest(method, newUri, from, to, callId, cseq, lines, body, flow, certified);
    }

    public FakeRequest uri(String text) {
        return uri(SipUri.parse(text));
    }

    public FakeRequest from(NameAddr newFrom) {
        return new FakeRequest(method, uri, newFrom, to, callId, cseq, lines, body, flow, certified);
    }

    public FakeRequest from(String displayName, String text) {
        return from(new NameAddr(displayName, SipUri.parse(text)));
    }

    public FakeRequest to(NameAddr newTo) {
        return new FakeRequest(method, uri, from, newTo, callId, cseq, lines, body, flow, certified);
    }

    public FakeRequest to(String displayName, String text) {
        return to(new NameAddr(displayName, SipUri.parse(text)));
    }

    public FakeRequest callId(String newCallId) {
        return new FakeRequest(method, uri, from, to, newCallId, cseq, lines, body, flow, certified);
    }

    public FakeRequest cseq(long newCseq) {
        return new FakeRequest(method, uri, from, to, callId, newCseq, lines, body, flow, certified);
    }

    public FakeRequest flow(Flow newFlow) {
        return new FakeRequest(method, uri, from, to, callId, cseq, lines, body, newFlow, certified);
    }

    /** A flow over {@code udp}, {@code tcp} or {@code tls}, to a listener of the transport's name. */
    public FakeRequest flow(String transport, String host, int port) {
        return flow(new Flow(Transport.parse(transport), host, port, transport));
    }

    /** Over a connection whose other end has shown a certificate for these names. */
    public FakeRequest certified(String... names) {
        return new FakeRequest(method, uri, from, to, callId, cseq, lines, body, flow, List.of(names));
    }

    public FakeRequest body(Body newBody) {
        return new FakeRequest(method, uri, from, to, callId, cseq, lines, Optional.of(newBody), flow, certified);
    }

    public FakeRequest sdp(String text) {
        return body(Body.sdp(text));
    }

    /** Adds a header line at the end. */
    public FakeRequest header(String name, String value) {
        List<Header> more = new ArrayList<>(lines);
        more.add(new Header(name, value));
        return new FakeRequest(method, uri, from, to, callId, cseq, more, body, flow, certified);
    }

    /** Takes every line of a header away. */
    public FakeRequest without(String name) {
        List<Header> fewer = new ArrayList<>(lines);
        fewer.removeIf(line -> HeaderText.canonical(line.name()).equals(HeaderText.canonical(name)));
        return new FakeRequest(method, uri, from, to, callId, cseq, fewer, body, flow, certified);
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public SipUri uri() {
        return uri;
    }

    @Override
    public NameAddr from() {
        return from;
    }

    @Override
    public NameAddr to() {
        return to;
    }

    @Override
    public String callId() {
        return callId;
    }

    @Override
    public long cseq() {
        return cseq;
    }

    @Override
    public int maxForwards() {
        return header("Max-Forwards").map(Integer::parseInt).orElse(70);
    }

    @Override
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    @Override
    public List<String> headers(String name) {
        String wanted = HeaderText.canonical(name);
        List<String> values = new ArrayList<>();
        for (Header line : lines) {
            if (HeaderText.canonical(line.name()).equals(wanted)) {
                values.addAll(HeaderText.split(wanted, line.value()));
            }
        }
        return values.isEmpty() ? implied(wanted) : List.copyOf(values);
    }

    /** What every request has and a test need not write. */
    private List<String> implied(String wanted) {
        return switch (wanted) {
            case "from" -> List.of(from + ";tag=a");
            case "to" -> List.of(to.toString());
            case "call-id" -> List.of(callId);
            case "cseq" -> List.of(cseq + " " + method);
            case "content-type" -> body.map(Body::contentType).map(List::of).orElse(List.of());
            default -> List.of();
        };
    }

    @Override
    public Optional<Body> body() {
        return body;
    }

    @Override
    public Flow flow() {
        return flow;
    }

    @Override
    public List<String> certified() {
        return certified;
    }

    @Override
    public String toString() {
        return method + " " + uri + " from " + from + " over " + flow + " " + lines;
    }
}
