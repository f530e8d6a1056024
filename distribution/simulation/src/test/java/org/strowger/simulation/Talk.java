// SPDX-License-Identifier: Apache-2.0
package org.strowger.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One dialog of a phone, once it is confirmed (RFC 3261 sections 12 to 15). */
final class Talk {
    private final Phone phone;
    private final String callId;
    private final String local;
    private final String remote;
    private final String localTag;
    private final String remoteTag;
    private final Map<Long, String> acks = new HashMap<>();
    private String target;
    private long seq;
    private long remoteSeq = -1;
    private boolean over;
    /** An INVITE of ours that is not through. */
    private boolean inviting;
    /** An INVITE of the peer's that is not answered, or whose 200 is not acknowledged. */
    private boolean invited;

    private Talk(Phone phone, Message basis, boolean calling, String tag) {
        this.phone = phone;
        this.callId = basis.callId();
        this.localTag = calling ? basis.fromTag() : tag;
        this.remoteTag = calling ? basis.toTag() : basis.fromTag();
        this.local = calling ? basis.header("From") : basis.header("To") + ";tag=" + tag;
        this.remote = calling ? basis.header("To") : basis.header("From");
        this.target = basis.contact();
        this.seq = calling ? basis.cseq() : 0;
        this.remoteSeq = calling ? -1 : basis.cseq();
    }

    /** The dialog of a caller whose INVITE was answered so. */
    static Talk calling(Phone phone, Message success) {
        return new Talk(phone, success, true, "");
    }

    /** The dialog of a phone that answers an INVITE by this tag. */
    static Talk answering(Phone phone, Message invite, String tag) {
        return new Talk(phone, invite, false, tag);
    }

    boolean over() {
        return over;
    }

    boolean owns(Message request) {
        return request.callId().equals(callId) && request.toTag().equals(localTag);
    }

    String localTag() {
        return localTag;
    }

    String remoteTag() {
        return remoteTag;
    }

    /** The dialog as a Replaces header within a URI names it. */
    String named() {
        return callId.replace("@", "%40") + "%3Bto-tag%3D" + remoteTag + "%3Bfrom-tag%3D" + localTag;
    }

    // ---- what the phone does

    private String request(String method, long number, String body, String... more) {
        List<String> lines = new ArrayList<>(List.of(
                phone.via(),
                "From: " + local,
                "To: " + remote,
                "Call-ID: " + callId,
                "CSeq: " + number + " " + method,
                "Contact: <" + phone.contact() + ">",
                "Max-Forwards: 70"));
        lines.addAll(List.of(more));
        return Phone.text(method + " " + target + " SIP/2.0", body, lines.toArray(String[]::new));
    }

    void ask(String method, String body) {
        ask(method, body, response -> {});
    }

    void ask(String method, String body, Consumer<Message> answered, String... more) {
        if (!over) {
            Consumer<Message> first = this::heard;
            phone.ask(new Client(phone, request(method, ++seq, body, more), first.andThen(answered), this::notHeard));
        }
    }

    private void heard(Message response) {
        if (response.status() == 481 || response.status() == 408) {
            over = true;
        }
    }

    /** What the other phone does not answer, the exchange may hear of no sooner than this one. */
    private void notHeard() {
        if (!over && !phone.world.someoneIsSilent(phone.call)) {
            phone.world.violated(phone.call, phone.host() + " had no answer within its call");
        }
        hangUp();
    }

    /** A re-INVITE, perhaps taken back. */
    void invite(String offer, boolean takeBack) {
        if (over || inviting || invited) {
            return;
        }
        inviting = true;
        Client[] client = new Client[1];
        boolean[] takenBack = new boolean[1];
        client[0] = new Client(
                phone,
                request("INVITE", ++seq, offer),
                response -> {
                    if (response.status() >= 200) {
                        inviting = false;
                        heard(response);
                    } else if (takeBack && !takenBack[0]) {
                        takenBack[0] = true;
                        phone.after(phone.sometime(400), () -> cancel(client[0]));
                    }
                    if (response.status() >= 200 && response.status() < 300) {
                        acknowledge(response, offer.isEmpty() ? phone.sdp() : "");
                    }
                },
                this::notHeard);
        phone.ask(client[0]);
    }

    private void cancel(Client invite) {
        if (!invite.over() && !over) {
            phone.ask(new Client(phone, invite.cancel(), response -> {}, this::notHeard));
        }
    }

    /** Acknowledges a 200, the same again where it came again. */
    void acknowledge(Message success, String answer) {
        if (!success.contact().isEmpty()) {
            target = success.contact();
        }
        phone.send(acks.computeIfAbsent(success.cseq(), number -> request("ACK", number, answer)));
    }

    /** Has the other party talk to somebody else, and perhaps leaves at once. */
    private void transfer(String number) {
        if (!over) {
            phone.world.transferred(phone.call, number);
        }
        ask("REFER", "", response -> {}, "Refer-To: <sip:" + number + "@" + phone.world.exchange() + ">");
        if (phone.perhaps(0.5)) {
            phone.after(phone.sometime(2_000), this::hangUp);
        }
    }

    void hangUp() {
        if (!over) {
            over = true;
            phone.ask(new Client(
                    phone,
                    request("BYE", ++seq, ""),
                    response -> {},
                    () -> phone.world.violated(phone.call, phone.host() + " had no answer to its BYE")));
        }
    }

    // ---- what the other end does

    void asked(Message request, Server server) {
        if (over && !request.method().equals("BYE")) {
            server.respond(481, localTag, "");
        } else if (request.cseq() < remoteSeq) {
            server.respond(500, localTag, "");
        } else {
            remoteSeq = request.cseq();
            switch (request.method()) {
                case "BYE" -> {
                    over = true;
                    server.respond(200, localTag, "");
                }
                case "INVITE" -> invited(server);
                default -> server.respond(200, localTag, request.described() ? phone.sdp() : "");
            }
        }
    }

    private void invited(Server server) {
        if (inviting) {
            server.respond(491, localTag, "");
        } else if (invited) {
            server.respond(500, localTag, "", "Retry-After: 1");
        } else {
            invited = true;
            phone.after(phone.sometime(1_500), () -> {
                if (server.answered() || over) {
                    invited = false;
                } else if (phone.perhaps(0.2)) {
                    invited = false;
                    server.respond(488, localTag, "");
                } else {
                    accept(server, phone.sdp());
                }
            });
        }
    }

    /** Answers an INVITE, and again until that is acknowledged. */
    void accept(Server invite, String description, String... more) {
        invited = true;
        remoteSeq = Math.max(remoteSeq, invite.request().cseq());
        String success = invite.respond(200, localTag, description, more);
        repeat(success, Phone.T1, 0);
    }

    private void repeat(String success, long interval, long waited) {
        phone.after(interval, () -> {
            if (!invited || over) {
                return;
            }
            if (waited + interval >= Phone.GIVE_UP) {
                hangUp();
            } else {
                phone.send(success);
                repeat(success, Math.min(interval * 2, Phone.T2), waited + interval);
            }
        });
    }

    void acknowledged(Message ack) {
        if (ack.cseq() <= remoteSeq) {
            invited = false;
        }
    }

    // ---- its own mind

    /** Does this and that while it talks, and hangs up in the end, or leaves that to the other. */
    void live(double hangsUp) {
        for (int i = phone.chance.nextInt(4); i > 0; i--) {
            int what = phone.chance.nextInt(6);
            String other = phone.world.somebody(phone.chance);
            phone.after(phone.sometime(12_000), () -> {
                switch (what) {
                    case 0 -> invite(phone.sdp(), false);
                    case 1 -> invite(phone.sdp(), true);
                    case 2 -> invite("", false);
                    case 3 -> ask("UPDATE", phone.sdp());
                    case 4 -> transfer(other);
                    default -> ask("INFO", "");
                }
            });
        }
        if (phone.perhaps(hangsUp)) {
            phone.after(phone.sometime(18_000), this::hangUp);
        }
        phone.after(60_000, this::hangUp);
    }
}
