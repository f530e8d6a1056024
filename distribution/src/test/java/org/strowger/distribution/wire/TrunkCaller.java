// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.SOON;

import java.time.Duration;

/** Somebody who calls by a trunk, one message at a time. */
final class TrunkCaller {
    private final RawPhone phone;
    private final Request invite;
    private Message answer;

    private TrunkCaller(RawPhone phone, Request invite) {
        this.phone = phone;
        this.invite = invite;
    }

    static TrunkCaller calls(Lab lab, String number) {
        return calls(lab, number, Sdp.audio("127.0.0.1", 49_180));
    }

    /** Calls, and describes its audio so. */
    static TrunkCaller calls(Lab lab, String number, String description) {
        return calls(lab.trunkPhone("branch"), number, description);
    }

    /** Calls while somebody else does by the same trunk. */
    static TrunkCaller callsToo(Lab lab, String number) {
        return calls(lab.trunkPhone("carrier"), number, Sdp.audio("127.0.0.1", 49_182));
    }

    private static TrunkCaller calls(RawPhone phone, String number, String description) {
        TrunkCaller caller = new TrunkCaller(
                phone, Request.invite(phone, "004930555", number).sdp(description));
        phone.send(caller.invite.text(phone));
        return caller;
    }

    /** The next answer of this status; others are passed over. */
    Message hears(int status) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            Message message = left.isNegative() ? null : phone.receive(left).orElse(null);
            if (message == null) {
                throw new AssertionError("no " + status + " within " + SOON.toSeconds() + " s");
            }
            if (message.status() == status && message.method().equals("INVITE")) {
                return message;
            }
        }
    }

    /** Is put through. */
    Message isAnswered() {
        answer = hears(200);
        phone.send(invite.ackOfAnswer(phone, answer));
        return answer;
    }

    /** The final answer, a failure, which is acknowledged. */
    Message isRefused() {
        Message refusal = phone.answerTo(invite);
        assertThat(refusal.status()).as("%s", refusal).isGreaterThanOrEqualTo(300);
        phone.send(invite.ack(phone, refusal));
        return refusal;
    }

    void hangsUp() {
        assertThat(phone.ask(Request.of("BYE", "sip:unused@nowhere")
                                .within(invite, answer)
                                .cseq(2))
                        .status())
                .isEqualTo(200);
    }

    /** Gives up. What crosses it on the way, also a 200, is the test's business. */
    void cancels() {
        phone.send(invite.cancel(phone));
    }

    /** Hears in the end what became of it, whatever that is, and acknowledges it. */
    int settles() {
        answer = phone.answerTo(invite);
        phone.send(answer.status() == 200 ? invite.ackOfAnswer(phone, answer) : invite.ack(phone, answer));
        return answer.status();
    }

    /** Has given up in time. */
    void isCancelled() {
        assertThat(isRefused().status()).isEqualTo(487);
    }
}
