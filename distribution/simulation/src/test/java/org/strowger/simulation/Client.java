// SPDX-License-Identifier: Apache-2.0
package org.strowger.simulation;

import java.util.function.Consumer;

/** A request that a phone has sent: a client transaction (RFC 3261 section 17.1). */
final class Client {
    private final Phone phone;
    private final Message request;
    private final Consumer<Message> heard;
    private final Runnable nothingHeard;
    private long interval = Phone.T1;
    private boolean proceeding;
    private boolean over;

    /**
     * @param heard hears every response but repetitions of a refusal
     * @param nothingHeard where no response came at all
     */
    Client(Phone phone, String request, Consumer<Message> heard, Runnable nothingHeard) {
        this.phone = phone;
        this.request = Message.parse(request);
        this.heard = heard;
        this.nothingHeard = nothingHeard;
    }

    Message request() {
        return request;
    }

    boolean proceeding() {
        return proceeding;
    }

    boolean over() {
        return over;
    }

    void send() {
        phone.send(request.text());
        again();
        phone.after(Phone.GIVE_UP, () -> {
            if (!over && !(invite() && proceeding)) {
                over = true;
                nothingHeard.run();
            }
        });
    }

    private boolean invite() {
        return request.method().equals("INVITE");
    }

    private void again() {
        phone.after(interval, () -> {
            if (!over && !(invite() && proceeding)) {
                phone.send(request.text());
                interval = invite() ? interval * 2 : Math.min(interval * 2, Phone.T2);
                again();
            }
        });
    }

    void responded(Message response) {
        if (response.status() < 200) {
            proceeding = true;
            if (!over) {
                heard.accept(response);
            }
            return;
        }
        boolean first = !over;
        over = true;
        if (invite() && response.status() >= 300) {
            phone.send(ack(response));
            if (!first) {
                return;
            }
        }
        if (first || invite()) {
            heard.accept(response);
        }
    }

    /** The ACK of a refusal: of the same transaction. */
    private String ack(Message response) {
        String uri = request.first().split(" ")[1];
        return Phone.text(
                "ACK " + uri + " SIP/2.0",
                "",
                "Via: " + request.header("Via"),
                "From: " + request.header("From"),
                "To: " + response.header("To"),
                "Call-ID: " + request.callId(),
                "CSeq: " + request.cseq() + " ACK",
                "Max-Forwards: 70");
    }

    /** The CANCEL of it. */
    String cancel() {
        String uri = request.first().split(" ")[1];
        return Phone.text(
                "CANCEL " + uri + " SIP/2.0",
                "",
                "Via: " + request.header("Via"),
                "From: " + request.header("From"),
                "To: " + request.header("To"),
                "Call-ID: " + request.callId(),
                "CSeq: " + request.cseq() + " CANCEL",
                "Max-Forwards: 70");
    }
}
