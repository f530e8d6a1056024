// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A request in the making, for a {@link RawPhone}. Mutable; {@link #next} makes the same request with a higher CSeq. */
public final class Request {
    private final String method;
    private final String uri;
    private final String callId;
    private String from;
    private String to;
    private int cseq = 1;
    private String branch = branch();
    private final List<String> headers = new ArrayList<>();
    private String body = "";
    private Peer via;

    private Request(String method, String uri, String callId) {
        this.method = method;
        this.uri = uri;
        this.callId = callId;
        this.from = "<sip:anonymous@strowger.invalid>;tag=" + random();
        this.to = "<" + uri + ">";
    }

    /** A request outside of a dialog. */
    public static Request of(String method, String uri) {
        return new Request(method, uri, random() + "@wire");
    }

    /** A REGISTER of a number at the host that a phone speaks to. */
    public static Request register(RawPhone phone, String number) {
        String aor = "<sip:" + number + "@" + host(phone.remote().host()) + ">";
        Request request = of("REGISTER", "sip:" + phone.remote());
        request.to = aor;
        request.from = aor + ";tag=" + random();
        return request;
    }

    /** An INVITE from one number to another at the host that a phone speaks to, without an offer. */
    public static Request invite(RawPhone phone, String from, String to) {
        Request request = of("INVITE", "sip:" + to + "@" + phone.remote());
        request.from = "<sip:" + from + "@" + host(phone.remote().host()) + ">;tag=" + random();
        return request.header("Contact", "<sip:" + from + "@" + phone.local() + ">");
    }

    private static String host(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    static String random() {
        return UUID.randomUUID().toString().substring(0, 13);
    }

    private static String branch() {
        return "z9hG4bK-" + random();
    }

    public Request from(String nameAddr) {
        from = nameAddr;
        return this;
    }

    public Request to(String nameAddr) {
        to = nameAddr;
        return this;
    }

    /** Makes it one of a callee in the dialog that an INVITE, answered with this tag, has begun. */
    public Request within(Message invite, String ourTag) {
        Request inDialog = new Request(method, uri, invite.header("Call-ID"));
        inDialog.from = invite.header("To") + ";tag=" + ourTag;
        inDialog.to = invite.header("From");
        return inDialog;
    }

    /** Makes it one of the caller in the dialog that this answer to an INVITE of its has begun. */
    public Request within(Request invite, Message answer) {
        Request inDialog = new Request(method, answer.header("Contact").replaceAll("^.*<|>.*$", ""), invite.callId);
        inDialog.from = invite.from;
        inDialog.to = answer.header("To");
        return inDialog;
    }

    public Request cseq(int number) {
        cseq = number;
        return this;
    }

    public Request header(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    /** The contact of a phone, with parameters of the header such as {@code ;expires=60}. */
    public Request contact(String uri, String parameters) {
        return header("Contact", "<" + uri + ">" + parameters);
    }

    /** Claims in its Via to come from elsewhere, as a phone behind a NAT does. */
    public Request via(Peer inside) {
        via = inside;
        return this;
    }

    public Request sdp(String text) {
        body = text;
        return header("Content-Type", "application/sdp");
    }

    /** The same request once more: same Call-ID and From, CSeq one higher, another branch, no credentials. */
    public Request next() {
        Request next = new Request(method, uri, callId);
        next.from = from;
        next.to = to;
        next.cseq = cseq + 1;
        headers.stream().filter(line -> !line.startsWith("Authorization:")).forEach(next.headers::add);
        next.body = body;
        next.via = via;
        return next;
    }

    /** {@link #next} with the answer to a challenge. */
    public Request answering(Message challenge, Account account) {
        return answering(Digest.of(challenge, "MD5"), account, 1);
    }

    /** {@link #next} with credentials. */
    public Request answering(Digest digest, Account account, int count) {
        return next().header("Authorization", digest.credentials(account, method, uri, count));
    }

    public String method() {
        return method;
    }

    public String uri() {
        return uri;
    }

    public String callId() {
        return callId;
    }

    boolean isAnsweredBy(Message message) {
        return message.isResponse()
                && message.header("Call-ID").equals(callId)
                && message.header("CSeq").equals(cseq + " " + method);
    }

    /** The ACK for a failure that answered this INVITE (RFC 3261 section 17.1.1.3). */
    public String ack(RawPhone phone, Message failure) {
        return head(phone, "ACK") + "To: " + failure.header("To") + "\r\n" + "Content-Length: 0\r\n\r\n";
    }

    /** The CANCEL of this INVITE (RFC 3261 section 9.1). */
    public String cancel(RawPhone phone) {
        return head(phone, "CANCEL") + "To: " + to + "\r\n" + "Content-Length: 0\r\n\r\n";
    }

    /** The ACK for a 2xx that answered this INVITE: a transaction of its own, to the contact (section 13.2.2.4). */
    public String ackOfAnswer(RawPhone phone, Message answer) {
        String contact = answer.header("Contact").replaceAll("^.*<|>.*$", "");
        return head(phone, "ACK", contact, branch())
                + "To: " + answer.header("To") + "\r\n"
                + "Content-Length: 0\r\n\r\n";
    }

    /** As it goes on the wire. */
    public String text(RawPhone phone) {
        StringBuilder text =
                new StringBuilder(head(phone, method)).append("To: ").append(to).append("\r\n");
        headers.forEach(line -> text.append(line).append("\r\n"));
        return text.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    private String head(RawPhone phone, String startMethod) {
        return head(phone, startMethod, uri, branch);
    }

    private String head(RawPhone phone, String startMethod, String target, String viaBranch) {
        return startMethod + " " + target + " SIP/2.0\r\n"
                + "Via: SIP/2.0/" + phone.transport() + " " + (via == null ? phone.local() : via) + ";branch="
                + viaBranch + ";rport\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: " + from + "\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: " + cseq + " " + startMethod + "\r\n";
    }
}
