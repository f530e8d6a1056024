// SPDX-License-Identifier: Apache-2.0
package org.strowger.simulation;

import java.util.ArrayList;
import java.util.List;

/** A request that a phone has received: a server transaction (RFC 3261 section 17.2). */
final class Server {
    private final Phone phone;
    private final Message request;
    private String last = "";
    private long interval = Phone.T1;
    private long repeated;
    private boolean answered;
    private boolean acknowledged;

    Server(Phone phone, Message request) {
        this.phone = phone;
        this.request = request;
    }

    Message request() {
        return request;
    }

    /** Whether it has had a final answer. */
    boolean answered() {
        return answered;
    }

    /** It came again. */
    void again() {
        if (!last.isEmpty()) {
            phone.send(last);
        }
    }

    void acknowledged() {
        acknowledged = true;
    }

    /** Answers; a refusal of an INVITE is sent again until it is acknowledged. A success is its dialog's to repeat. */
    String respond(int status, String tag, String body, String... more) {
        String response = response(status, tag, body, more);
        if (answered && status < 200) {
            return response;
        }
        answered |= status >= 200;
        last = response;
        phone.send(response);
        if (status >= 300 && request.method().equals("INVITE")) {
            repeat();
        }
        return response;
    }

    private void repeat() {
        phone.after(interval, () -> {
            repeated += interval;
            if (!acknowledged && repeated < Phone.GIVE_UP) {
                phone.send(last);
                interval = Math.min(interval * 2, Phone.T2);
                repeat();
            }
        });
    }

    private String response(int status, String tag, String body, String... more) {
        List<String> lines = new ArrayList<>();
        request.lines().stream().filter(line -> line.startsWith("Via:")).forEach(lines::add);
        lines.add("From: " + request.header("From"));
        String to = request.header("To");
        lines.add("To: " + (status == 100 || !request.toTag().isEmpty() ? to : to + ";tag=" + tag));
        lines.add("Call-ID: " + request.callId());
        lines.add("CSeq: " + request.header("CSeq"));
        lines.add("Contact: <" + phone.contact() + ">");
        lines.addAll(List.of(more));
        return Phone.text("SIP/2.0 " + status + " Simulated", body, lines.toArray(String[]::new));
    }
}
