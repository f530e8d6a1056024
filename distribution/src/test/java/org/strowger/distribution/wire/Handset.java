// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;

/** A registered phone, one message at a time: nothing is answered but what the test has answered. */
final class Handset {
    private final RawPhone phone;
    private final Account account;
    private Message invite;

    private Handset(RawPhone phone, Account account) {
        this.phone = phone;
        this.account = account;
    }

    /** A phone of an account that no other test has had. */
    static Handset registered(Exchange exchange, Lab lab) {
        Handset made = new Handset(lab.udpPhone(), exchange.account());
        Phones.bind(made.phone, made.account, "sip:me@" + made.phone.local());
        return made;
    }

    String number() {
        return account.number();
    }

    Account account() {
        return account;
    }

    RawPhone phone() {
        return phone;
    }

    /** It is called, and rings. */
    Message rings() {
        invite = phone.awaitRequest("INVITE");
        phone.send(invite.reply(180, "Ringing"));
        return invite;
    }

    /** Sends its answer. */
    void picksUp() {
        phone.send(invite.accept(phone.local()));
    }

    /** Answers, and hears that the exchange knows. */
    void answers() {
        picksUp();
        phone.awaitRequest("ACK");
    }

    /** Calls somebody, with its password. */
    AccountCall calls(String number) {
        return AccountCall.of(phone, account, number, Sdp.audio(phone.local().host(), 49_172));
    }

    void refuses(int status, String phrase) {
        phone.send(invite.reply(status, phrase));
        phone.awaitRequest("ACK");
    }

    /** Nobody wants it to ring any longer, and it stops. */
    Message isCancelled() {
        Message cancel = isToldToStop();
        stops();
        return cancel;
    }

    /** Nobody wants it to ring any longer: it knows, and still rings. */
    Message isToldToStop() {
        Message cancel = phone.awaitRequest("CANCEL");
        phone.send(cancel.reply(200, "OK"));
        return cancel;
    }

    void stops() {
        phone.send(invite.reply(487, "Request Terminated"));
        phone.awaitRequest("ACK");
    }

    /** A call that was perhaps on its way here when its caller gave up is cancelled, where it came at all. */
    void isCancelledIfCalled() {
        Optional<Message> first = phone.receive(Duration.ofSeconds(1));
        if (first.isPresent()) {
            assertThat(first.get().method()).isEqualTo("INVITE");
            invite = first.get();
            phone.send(invite.reply(180, "Ringing"));
            isCancelled();
        }
    }

    /** Its call is ended by the exchange; a CANCEL that its answer has crossed is answered on the way. */
    void isHungUp() {
        Message request;
        do {
            request = phone.receive(Calls.SOON).orElseThrow(() -> new AssertionError("no BYE at " + phone.local()));
            if (!request.isResponse() && !request.method().equals("ACK")) {
                phone.send(request.reply(200, "OK"));
            }
        } while (request.isResponse() || !request.method().equals("BYE"));
    }
}
