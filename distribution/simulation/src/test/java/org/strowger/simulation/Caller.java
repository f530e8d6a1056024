// SPDX-License-Identifier: Apache-2.0
package org.strowger.simulation;

import java.util.Random;

/** A phone that calls, and may think better of it at any moment. */
final class Caller extends Phone {
    private final String number;
    private final boolean offersLate;
    private final boolean acknowledges;
    private final String tag;
    private Client invite;
    private Talk talk;
    private String earlyTag = "";
    private String earlyTarget = "";
    private boolean unwanted;
    private int refused;

    Caller(World world, int call, String host, String number, Random chance) {
        super(world, call, host, chance);
        this.number = number;
        this.offersLate = perhaps(0.1);
        this.acknowledges = !perhaps(0.03);
        this.tag = "a" + call;
    }

    void call() {
        invite = ask(new Client(
                this,
                text(
                        "INVITE sip:" + number + "@" + world.exchange() + " SIP/2.0",
                        offersLate ? "" : sdp(),
                        via(),
                        "From: <sip:caller@" + host() + ">;tag=" + tag,
                        "To: <sip:" + number + "@" + world.exchange() + ">",
                        "Call-ID: call-" + call + "@" + host(),
                        "CSeq: 1 INVITE",
                        "Contact: <" + contact() + ">",
                        "Max-Forwards: 70"),
                this::heard,
                () -> world.violated(call, "the caller's INVITE was not answered at all")));
        if (perhaps(0.3)) {
            after(sometime(12_000), this::cancel);
        } else if (perhaps(0.05)) {
            after(sometime(8_000), this::sayBye);
        }
        if (perhaps(0.08)) {
            after(sometime(20_000), this::fallSilent);
        }
    }

    /** No answer yet, and none is wanted: CANCEL as soon as it may be sent. */
    private void cancel() {
        unwanted = true;
        if (invite.over()) {
            return;
        }
        if (invite.proceeding()) {
            ask(new Client(
                    this,
                    invite.cancel(),
                    response -> {},
                    () -> world.violated(call, "the caller's CANCEL was not answered")));
        } else {
            after(50, this::cancel);
        }
    }

    /** A BYE in an early dialog, section 15. */
    private void sayBye() {
        if (!invite.over() && !earlyTag.isEmpty()) {
            unwanted = true;
            ask(new Client(
                    this,
                    text(
                            "BYE " + earlyTarget + " SIP/2.0",
                            "",
                            via(),
                            "From: " + invite.request().header("From"),
                            "To: " + invite.request().header("To") + ";tag=" + earlyTag,
                            "Call-ID: " + invite.request().callId(),
                            "CSeq: 2 BYE",
                            "Max-Forwards: 70"),
                    response -> {},
                    () -> world.violated(call, "the caller's BYE was not answered")));
        }
    }

    private void heard(Message response) {
        int status = response.status();
        if (status < 200) {
            if (!response.toTag().isEmpty()) {
                earlyTag = response.toTag();
                earlyTarget = response.contact();
            }
        } else if (status < 300) {
            answered(response);
        } else {
            refused = status;
            if (talk != null) {
                world.violated(call, "the caller was answered and then refused with " + status);
            }
        }
    }

    private void answered(Message success) {
        if (refused > 0) {
            world.violated(call, "the caller was refused with " + refused + " and then answered");
        }
        if (talk == null) {
            talk = Talk.calling(this, success);
            talks().add(talk);
            if (unwanted) {
                acknowledge(success);
                talk.hangUp();
                return;
            }
            talk.live(0.7);
        } else if (!talk.remoteTag().equals(success.toTag())) {
            world.violated(call, "the caller was answered by two");
        }
        acknowledge(success);
    }

    private void acknowledge(Message success) {
        if (acknowledges) {
            talk.acknowledge(success, offersLate ? sdp() : "");
        }
    }

    /** Whether the INVITE has had its answer. */
    boolean done() {
        return silent() || invite.over();
    }

    @Override
    void called(Message request, Server server) {
        server.respond(405, "none", "");
    }
}
