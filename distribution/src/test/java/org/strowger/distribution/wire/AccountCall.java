// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody who calls from an account, one message at a time. */
final class AccountCall {
    private final RawPhone phone;
    private final Request invite;

    private AccountCall(RawPhone phone, Request invite) {
        this.phone = phone;
        this.invite = invite;
    }

    /** Calls, and once more with the answer to the challenge. */
    static AccountCall of(RawPhone phone, Account account, String number, String description) {
        Request first = Request.invite(phone, account.number(), number).sdp(description);
        Message challenge = phone.ask(first);
        assertThat(challenge.status()).isEqualTo(401);
        phone.send(first.ack(phone, challenge));
        AccountCall call = new AccountCall(phone, first.answering(challenge, account));
        phone.send(call.invite.text(phone));
        return call;
    }

    /** What becomes of it; it is acknowledged. */
    Message ends() {
        Message answer = phone.answerTo(invite);
        phone.send(answer.status() == 200 ? invite.ackOfAnswer(phone, answer) : invite.ack(phone, answer));
        return answer;
    }
}
