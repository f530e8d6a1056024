// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.registrar.Bench.register;
import static org.strowger.registrar.Bench.values;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.sip.SipReply;
import org.strowger.testkit.FakeRequest;

/** RFC 3261 section 10.3, rows R1 to R13 of what a phone sees. */
class RegisteringTest {
    private static final String BOB = "<sip:bob@192.0.2.7:5060>";
    private static final String DESK = "<sip:bob@192.0.2.8:5062>";

    private final Bench bench = new Bench();

    @Test
    void aPhoneThatProvesWhoItIsGetsItsBinding() {
        SipReply reply = bench.answer(register(BOB));

        assertThat(reply.status().code()).isEqualTo(200);
        assertThat(values(reply, "Contact")).containsExactly(BOB + ";expires=3600");
        assertThat(values(reply, "Date")).containsExactly("Fri, 01 Mar 2024 12:00:00 GMT");
        assertThat(values(reply, "Supported")).containsExactly("path");
        assertThat(bench.bound()).containsExactly("sip:bob@192.0.2.7:5060");
        assertThat(bench.changed).containsExactly("3000");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"3000", "3002", "9999"})
    void withoutRightCredentialsEverybodyHearsTheSame(String account) {
        SipReply reply = bench.answer(FakeRequest.register(account, BOB));

        assertThat(reply.status().code()).isEqualTo(401);
        assertThat(reply.headers()).containsExactly(FakeDigests.CHALLENGE);
        assertThat(bench.bindings.size()).isZero();
    }

    @ParameterizedTest(name = "3000 registers {0}: {1}")
    @CsvSource({"3000, 200", "3900, 200", "3001, 403", "3002, 403", "9999, 403"})
    void anAccountMayRegisterItsOwnNumbersAlone(String number, int status) {
        FakeRequest request = FakeRequest.register(number, BOB).header("Authorization", "3000");

        assertThat(bench.answer(request).status().code()).isEqualTo(status);
        assertThat(bench.bound()).hasSize(status == 200 ? 1 : 0);
    }

    @Test
    void anAccountOfAnotherRealmHasNoSecretHere() {
        Account account = bench.accounts.named("3000").orElseThrow();
        bench.accounts.put(account.withSecret("old", account.secret()));

        assertThat(bench.answer(register(BOB)).status().code()).isEqualTo(401);
    }

    @Test
    void whatAPhoneRequiresAndWeLackIsNamed() {
        SipReply reply =
                bench.answer(register(BOB).header("Require", "path, gruu").header("Require", "foo"));

        assertThat(reply.status().code()).isEqualTo(420);
        assertThat(values(reply, "Unsupported")).containsExactly("gruu, foo");
        assertThat(bench.bound()).isEmpty();
    }

    @ParameterizedTest(name = "Expires {0}, ;expires={1}: {2}, granted {3}")
    @CsvSource({
        "     ,     , 200, 3600",
        "  300,     , 200,  300",
        "  300,  120, 200,  120",
        "     ,   60, 200,   60",
        "    5,     , 423,",
        "  300,   59, 423,",
        "86400,     , 200, 7200",
        "  300, 7201, 200, 7200",
        "99999999999999999999, , 200, 7200",
        "later,     , 200, 3600",
        "  300, soon, 200, 3600",
        "   -1,     , 200, 3600",
    })
    void theIntervalIsBounded(String expires, String own, int status, Integer granted) {
        FakeRequest request = register(own == null ? BOB : BOB + ";expires=" + own);
        SipReply reply = bench.answer(expires == null ? request : request.header("Expires", expires));

        assertThat(reply.status().code()).isEqualTo(status);
        if (status == 423) {
            assertThat(values(reply, "Min-Expires")).containsExactly("60");
            assertThat(bench.bound()).isEmpty();
        } else {
            assertThat(values(reply, "Contact")).containsExactly(BOB + ";expires=" + granted);
        }
    }

    @Test
    void aBindingIsGoneWhenItsTimeIsOver() {
        bench.answer(register(BOB).header("Expires", "60"));

        bench.clock.advance(Duration.ofMillis(59_999));
        assertThat(bench.bound()).hasSize(1);
        bench.clock.advance(Duration.ofMillis(1));
        assertThat(bench.bound()).isEmpty();
    }

    @Test
    void anOldBindingThatWasNotSweptYetDoesNotCountAgainstANewOne() {
        bench.answer(register(BOB).cseq(7));
        bench.clock.advance(Duration.ofHours(2));

        assertThat(bench.answer(register(BOB).cseq(7)).status().code()).isEqualTo(200);
        assertThat(bench.bindings.size()).isEqualTo(1);
    }

    @Test
    void aQueryListsWhatIsThereAndWhatIsLeftOfIt() {
        bench.answer(register("\"Bob; desk\" " + BOB + ";q=0.5;expires=300;+sip.instance=\"<urn:uuid:1>\""));
        bench.clock.advance(Duration.ofSeconds(100));
        bench.changed.clear();

        SipReply reply = bench.answer(register().cseq(2));

        assertThat(values(reply, "Contact"))
                .containsExactly("\"Bob; desk\" " + BOB + ";q=0.5;+sip.instance=\"<urn:uuid:1>\";expires=200");
        assertThat(bench.changed).isEmpty();
    }

    @Test
    void aRefreshProlongsTheBindingWhateverItsCallIdOrTag() {
        bench.answer(register(BOB).header("Expires", "60"));
        bench.clock.advance(Duration.ofSeconds(30));

        bench.answer(register(BOB).header("Expires", "60").cseq(2));
        bench.answer(register(BOB).header("Expires", "60").callId("another").cseq(1));

        assertThat(bench.bound()).hasSize(1);
        Binding binding = bench.bindings.live("3000", bench.now()).get(0);
        assertThat(binding.expires()).isEqualTo(bench.now().plusSeconds(60));
        assertThat(binding.registered()).isEqualTo(bench.now().minusSeconds(30));
        assertThat(binding.callId()).isEqualTo("another");
    }

    @ParameterizedTest(name = "CSeq {0}")
    @ValueSource(longs = {9, 10})
    void aRequestThatWasOvertakenChangesNothing(long cseq) {
        bench.answer(register(BOB, DESK).cseq(10));
        List<Binding> before = bench.bindings.live("3000", bench.now());

        assertThat(bench.answer(register("<sip:new@192.0.2.9>", BOB).cseq(cseq))
                        .status()
                        .code())
                .isEqualTo(500);
        assertThat(bench.answer(register(BOB + ";expires=0").cseq(cseq))
                        .status()
                        .code())
                .isEqualTo(500);
        assertThat(bench.answer(register("*").header("Expires", "0").cseq(cseq))
                        .status()
                        .code())
                .isEqualTo(500);
        assertThat(bench.bindings.live("3000", bench.now())).isEqualTo(before);
    }

    @Test
    void twoPhonesAreBothBoundAndBothListed() {
        bench.answer(register(BOB));
        SipReply reply = bench.answer(register(DESK).callId("desk"));

        assertThat(values(reply, "Contact")).containsExactly(BOB + ";expires=3600", DESK + ";expires=3600");
    }

    @Test
    void anIntervalOfZeroRemovesThatBindingAlone() {
        bench.answer(register(BOB, DESK));

        SipReply reply = bench.answer(
                register(BOB + ";expires=0").header("Expires", "300").cseq(2));

        assertThat(values(reply, "Contact")).containsExactly(DESK + ";expires=3600");
    }

    @Test
    void aStarRemovesAllOfTheAccountsAndNobodyElses() {
        bench.answer(register(BOB, DESK));
        bench.answer(FakeRequest.register("3001", BOB).header("Authorization", "3001"));

        SipReply reply = bench.answer(register("*").header("Expires", "0").cseq(2));

        assertThat(reply.status().code()).isEqualTo(200);
        assertThat(values(reply, "Contact")).isEmpty();
        assertThat(bench.bound()).isEmpty();
        assertThat(bench.bindings.live("3001", bench.now())).hasSize(1);
    }

    @ParameterizedTest(name = "Contact: {0}, Expires: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "* |",
                "* | 300",
                "* | never",
                "<sip:bob@192.0.2.7 | 300",
                "<sip:bob@192.0.2.7> q=1 | 300",
                "<mailto:bob@example.com> | 300",
                "<tel:+15551234> | 300",
                "bob | 300",
                "<sip:bob@192.0.2.7:99999> | 300",
            })
    void aMalformedContactChangesNothing(String contact, String expires) {
        bench.answer(register(DESK));
        FakeRequest request = register(contact).cseq(2);

        assertThat(bench.answer(expires == null ? request : request.header("Expires", expires))
                        .status()
                        .code())
                .isEqualTo(400);
        assertThat(bench.bound()).containsExactly("sip:bob@192.0.2.8:5062");
    }

    @Test
    void aStarBesideAContactIsMalformed() {
        assertThat(bench.answer(register("*", BOB).header("Expires", "0"))
                        .status()
                        .code())
                .isEqualTo(400);
    }

    @ParameterizedTest(name = "the bad one last: {0}")
    @CsvSource({"<sip:x@192.0.2.9>;expires=5, 423", "nonsense, 400"})
    void severalContactsAreBoundTogetherOrNotAtAll(String bad, int status) {
        assertThat(bench.answer(register(BOB, DESK, bad)).status().code()).isEqualTo(status);
        assertThat(bench.bound()).isEmpty();
    }

    @Test
    void oneContactMoreThanAnAccountMayHaveIsRefusedAndTheOthersStay() {
        bench.answer(register(BOB, DESK));
        List<String> flood = new ArrayList<>();
        for (int port = 6000; port < 6200; port++) {
            flood.add("<sip:bob@192.0.2.9:" + port + ">");
        }

        SipReply reply = bench.answer(register(flood.toArray(String[]::new)).cseq(2));

        assertThat(reply.status()).hasToString("403 Too Many Contacts, 3 At Most");
        assertThat(bench.bound()).containsExactly("sip:bob@192.0.2.7:5060", "sip:bob@192.0.2.8:5062");
        assertThat(bench.answer(register("<sip:x@192.0.2.9>").cseq(3)).status().code())
                .isEqualTo(200);
        assertThat(bench.answer(register("<sip:y@192.0.2.9>").cseq(4)).status().code())
                .isEqualTo(403);
        assertThat(bench.answer(register(BOB).cseq(5)).status().code()).isEqualTo(200);
        assertThat(bench.answer(register(BOB + ";expires=0", "<sip:y@192.0.2.9>")
                                .cseq(6))
                        .status()
                        .code())
                .isEqualTo(200);
    }

    @Test
    void aDeviceThatComesBackFromElsewhereReplacesItself() {
        String instance = ";+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-000A95A0E128>\"";
        bench.answer(register("<sip:bob@192.0.2.7:5060>" + instance + ";reg-id=1"));
        bench.answer(
                register("<sip:bob@192.0.2.7:49152>" + instance + ";reg-id=1").callId("2"));
        bench.answer(
                register("<sip:bob@192.0.2.7:49153>" + instance + ";reg-id=2").callId("3"));
        assertThat(bench.bound()).containsExactly("sip:bob@192.0.2.7:49152", "sip:bob@192.0.2.7:49153");

        // As phones do that learn their address from the first answer: the late farewell to the old one takes nothing
        // new.
        bench.answer(register("<sip:bob@192.0.2.7:5060>" + instance + ";reg-id=1;expires=0")
                .callId("4"));
        assertThat(bench.bound()).containsExactly("sip:bob@192.0.2.7:49152", "sip:bob@192.0.2.7:49153");
    }

    @Test
    void thePathIsKeptAndEchoed() {
        SipReply reply = bench.answer(register(BOB)
                .header("Supported", "path, timer")
                .header("Path", "<sip:edge.example;lr>, <sip:inner.example;lr>"));

        assertThat(values(reply, "Path")).containsExactly("<sip:edge.example;lr>", "<sip:inner.example;lr>");
        assertThat(bench.bindings.live("3000", bench.now()).get(0).path())
                .containsExactly("<sip:edge.example;lr>", "<sip:inner.example;lr>");
    }

    @Test
    void aPathThatThePhoneDoesNotUnderstandIsRefused() {
        SipReply reply = bench.answer(register(BOB).header("Path", "<sip:edge.example;lr>"));

        assertThat(reply.status().code()).isEqualTo(420);
        assertThat(values(reply, "Unsupported")).containsExactly("path");
        assertThat(bench.bound()).isEmpty();
    }

    @Test
    void anAccountRemovedInThatVeryMomentGetsNoBinding() {
        bench.accounts.remove("3000");

        assertThat(bench.answer(register(BOB)).status().code()).isEqualTo(401);
        assertThat(bench.bindings.size()).isZero();
    }

    @Test
    void whileTheBundleIsReplacedPhonesAreToldToTryAgain() {
        bench.bindings.close();

        SipReply reply = bench.answer(register(BOB));

        assertThat(reply.status().code()).isEqualTo(503);
        assertThat(values(reply, "Retry-After")).containsExactly("2");
    }
}
