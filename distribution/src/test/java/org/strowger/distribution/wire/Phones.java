// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

/** What phones do in most tests. */
final class Phones {
    private Phones() {}

    /** Registers a contact, answering the challenge, and returns the final answer whatever it is. */
    static Message register(RawPhone phone, Account account, String contactValue, String... moreHeaders) {
        Request request = Request.register(phone, account.number());
        if (!contactValue.isEmpty()) {
            request.header("Contact", contactValue);
        }
        for (String header : moreHeaders) {
            int colon = header.indexOf(':');
            request.header(
                    header.substring(0, colon), header.substring(colon + 1).trim());
        }
        return authenticated(phone, account, request);
    }

    /** Sends a request, and once more with credentials when it is challenged; returns the final answer. */
    static Message authenticated(RawPhone phone, Account account, Request request) {
        Message challenge = phone.ask(request);
        assertThat(challenge.status()).as("answer to\n%s", request.text(phone)).isEqualTo(401);
        if (request.method().equals("INVITE")) {
            phone.send(request.ack(phone, challenge));
        }
        return phone.ask(request.answering(challenge, account));
    }

    /** Registers a contact for an hour, and expects nothing but success. */
    static Message bind(RawPhone phone, Account account, String contactUri) {
        Message answer = register(phone, account, "<" + contactUri + ">", "Expires: 3600");
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer;
    }

    /** The contacts that an account has, as the registrar lists them. */
    static java.util.List<String> bindings(Lab lab, Account account) {
        Message answer = register(lab.udpPhone(), account, "");
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.values("Contact");
    }

    /** A registered phone that answers so many calls and waits for their BYE. */
    static SippRun answering(Lab lab, Account account, int calls) {
        SippRun phone = lab.sipp("answer_until_bye").calls(calls).start();
        bind(lab.udpPhone(), account, "sip:" + account.number() + "@" + phone.local());
        return phone;
    }

    /** Calls as an account, and hangs up soon after the answer. */
    static SippRun call(Lab lab, Account caller, String number) {
        return lab.sipp("call_challenged_then_ended").as(caller).dials(number).run();
    }

    /** Calls by a trunk, and hangs up soon after the answer. */
    static Sipp trunkCall(Lab lab, String number) {
        return lab.sipp("call_from_trunk_then_ended")
                .at(lab.exchange().trunk("branch"))
                .key("number", "004930555")
                .dials(number);
    }

    /** An INVITE as a trunk's peer sends it, with an offer. */
    static Request trunkInvite(RawPhone trunk, String number) {
        return Request.invite(trunk, "004930555", number)
                .sdp(Sdp.audio(trunk.local().host(), 49_180));
    }

    /** Calls by a trunk a number that refuses the call; returns the refusal. */
    static Message refusalOfTrunkCall(Lab lab, String number) {
        try (RawPhone trunk =
                RawPhone.udp(lab.exchange().trunk("branch"), lab.exchange().udp())) {
            return refusal(trunk, trunkInvite(trunk, number));
        }
    }

    /** The final answer, a failure, to an INVITE: sent, and the answer acknowledged. */
    static Message refusal(RawPhone phone, Request invite) {
        Message refusal = phone.ask(invite);
        assertThat(refusal.status()).isGreaterThanOrEqualTo(300);
        phone.send(invite.ack(phone, refusal));
        return refusal;
    }
}
