// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may register: RFC 3261 sections 10.3 and 22, RFC 7616, RFC 8760. */
@Wire
final class RegistrationIT {
    @Test
    @DisplayName("R1: a phone is challenged, and accepted with its credentials")
    void aPhoneIsChallengedAndThenAccepted(Exchange exchange, Lab lab) {
        SippRun phone = lab.sipp("register_challenged_then_accepted")
                .as(exchange.account())
                .run();

        List<String> challenges = phone.response(401).lines("WWW-Authenticate");
        assertThat(challenges).isNotEmpty().allSatisfy(challenge -> {
            assertThat(Message.parameterOf(challenge, "realm")).hasValue("strowger");
            assertThat(Message.parameterOf(challenge, "nonce")).isPresent();
            assertThat(Message.parameterOf(challenge, "qop")).hasValue("auth");
        });
        assertThat(phone.response(200).header("CSeq")).isEqualTo("2 REGISTER");
    }

    @ParameterizedTest(name = "R1: a phone may answer by {0}")
    @ValueSource(strings = {"MD5", "SHA-256"})
    void aPhoneMayAnswerByEachAlgorithmOffered(String algorithm, Exchange exchange, Lab lab) {
        Account account = exchange.account();
        RawPhone phone = lab.udpPhone();
        Request request = Request.register(phone, account.number()).contact("sip:me@" + phone.local(), "");

        Message answer = phone.ask(request.answering(Digest.of(phone.ask(request), algorithm), account, 1));

        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    @Test
    @DisplayName("R2: a user that does not exist is answered like one with a wrong password")
    void anUnknownUserLooksLikeAWrongPassword(Exchange exchange, Lab lab) {
        RawPhone phone = lab.udpPhone();
        Account unknown = new Account("3099", "anything");
        Account wrong = new Account(exchange.account().number(), "anything");

        List<String> toUnknown = looks(phone, unknown);
        List<String> toWrong = looks(phone, wrong);

        assertThat(toUnknown).isEqualTo(toWrong);
    }

    /** The two answers to a REGISTER, without what differs from one request to the next. */
    private static List<String> looks(RawPhone phone, Account account) {
        Request request = Request.register(phone, account.number()).contact("sip:me@" + phone.local(), "");
        Message first = phone.ask(request);
        Message second = phone.ask(request.answering(first, account));
        assertThat(second.status()).isIn(401, 403);
        return List.of(masked(first, account), masked(second, account));
    }

    private static String masked(Message answer, Account account) {
        String headers = answer.headers().stream()
                .filter(header -> !List.of("Via", "Call-ID", "Date").contains(header.getKey()))
                .map(header -> header.getKey() + ": " + header.getValue())
                .collect(Collectors.joining("\n"));
        return (answer.startLine() + "\n" + headers)
                .replace(account.number(), "NUMBER")
                .replaceAll("tag=[^;\\s]+", "tag=")
                .replaceAll("nonce=\"[^\"]+\"", "nonce=");
    }

    @Test
    @DisplayName("R3: a wrong password is challenged afresh, and binds nothing")
    void aWrongPasswordIsChallengedAfreshAndBindsNothing(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        RawPhone phone = lab.udpPhone();
        Request request = Request.register(phone, account.number()).contact("sip:me@" + phone.local(), "");
        Message first = phone.ask(request);

        Message second = phone.ask(request.answering(first, new Account(account.number(), "wrong")));

        assertThat(second.status()).isEqualTo(401);
        assertThat(Digest.of(second, "MD5").nonce())
                .isNotEqualTo(Digest.of(first, "MD5").nonce());
        assertThat(Digest.of(second, "MD5").stale()).isFalse();
        assertThat(Phones.refusalOfTrunkCall(lab, account.number()).status()).isEqualTo(480);
    }

    @Test
    @DisplayName("R4: a nonce is good for a higher count, and stale for one that was used")
    void aReplayedNonceIsStale(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        RawPhone phone = lab.udpPhone();
        Request first = Request.register(phone, account.number()).contact("sip:me@" + phone.local(), "");
        Digest digest = Digest.of(phone.ask(first), "MD5");
        Request used = first.answering(digest, account, 1);
        assertThat(phone.ask(used).status()).isEqualTo(200);

        Request higher = used.answering(digest, account, 2);
        assertThat(phone.ask(higher).status()).isEqualTo(200);

        for (int count = 1; count <= 2; count++) {
            Message replayed = phone.ask(higher.answering(digest, account, count));
            assertThat(replayed.status()).isEqualTo(401);
            assertThat(Digest.of(replayed, "MD5").stale()).isTrue();
            assertThat(Digest.of(replayed, "MD5").nonce()).isNotEqualTo(digest.nonce());
        }
        Message copied = phone.ask(used.next().header("Authorization", credentialsOf(used, phone)));
        assertThat(copied.status()).as("a request copied to the letter").isEqualTo(401);
    }

    private static String credentialsOf(Request request, RawPhone phone) {
        return Message.parse(request.text(phone)).header("Authorization");
    }

    @Test
    @DisplayName("R4: a nonce that was never ours is not believed, and one of the right password is called stale")
    void anInventedNonceIsStale(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        RawPhone phone = lab.udpPhone();
        Request request = Request.register(phone, account.number()).contact("sip:me@" + phone.local(), "");
        Digest invented = new Digest("strowger", "c3Ryb3dnZXI", "MD5", false);

        Message answer = phone.ask(request.answering(invented, account, 1));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(Digest.of(answer, "MD5").stale()).isTrue();
    }

    @Test
    @DisplayName("D13: an account registers itself and nobody else")
    void anAccountRegistersNobodyElse(Exchange exchange, Lab lab) {
        Account account = exchange.account();
        Account victim = exchange.account();
        RawPhone phone = lab.udpPhone();
        Request request = Request.register(phone, victim.number()).contact("sip:me@" + phone.local(), "");

        Message answer = phone.ask(request.answering(phone.ask(request), account));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(Phones.bindings(lab, victim)).isEmpty();
    }

    @ParameterizedTest(name = "E4: {0} from a stranger is challenged")
    @ValueSource(strings = {"MESSAGE", "SUBSCRIBE", "PUBLISH", "REGISTER", "INVITE"})
    void aStrangerIsChallengedWhateverItAsks(String method, Exchange exchange, Lab lab) {
        RawPhone phone = lab.udpPhone();
        Request request = Request.of(method, "sip:3100@" + phone.remote())
                .header("Contact", "<sip:me@" + phone.local() + ">")
                .header("Event", "presence");

        Message answer = phone.ask(request);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.lines("WWW-Authenticate")).isNotEmpty();
    }
}
