// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.digest.DigestAuthenticator.Verdict;
import org.strowger.api.digest.Ha1;
import org.strowger.api.sip.Header;
import org.strowger.testkit.FakeRequest;
import org.strowger.testkit.StillClock;

class DigestServiceTest {
    private static final String REALM = "strowger \"x\"";
    private static final DigestSettings SETTINGS = new DigestSettings(
            120_000,
            List.of(DigestAlgorithm.MD5, DigestAlgorithm.SHA_256),
            1000,
            DigestUriCheck.USER,
            List.of("baresip v1."));
    private static final FakeRequest REGISTER = FakeRequest.register("1001", "<sip:1001@192.0.2.7>");

    private final StillClock clock = new StillClock();
    private final DigestService service = new DigestService(SETTINGS, new byte[] {1}, clock::millis);
    private final List<String> asked = new ArrayList<>();

    private Optional<Ha1> account(String user) {
        asked.add(user);
        return user.equals("1001") ? Optional.of(service.ha1("1001", REALM, "secret")) : Optional.empty();
    }

    private Verdict verify(FakeRequest request) {
        return service.verify(request, REALM, this::account);
    }

    private String nonce() {
        return nonce((Verdict.Challenge) verify(REGISTER));
    }

    private static String nonce(Verdict.Challenge challenge) {
        String value = challenge.headers().get(0).value();
        int start = value.indexOf("nonce=\"") + 7;
        return value.substring(start, value.indexOf('"', start));
    }

    /** Credentials that are right but for what the test replaces in them. */
    private FakeRequest answer(String user, String password, String nonce, String algorithm, String nc) {
        DigestAlgorithm digest = DigestAlgorithm.named(algorithm).orElseThrow();
        DigestCredentials given =
                new DigestCredentials(user, REALM, nonce, "sip:pbx.example", "", algorithm, "c0", "auth", nc);
        String response = digest.response(digest.hash(user, REALM, password), "REGISTER", given);
        return REGISTER.header(
                "Authorization",
                "Digest username=\"" + user + "\", realm=\"strowger \\\"x\\\"\", nonce=\"" + nonce
                        + "\", uri=\"sip:pbx.example\", response=\"" + response + "\", algorithm=" + algorithm
                        + ", cnonce=\"c0\", qop=auth, nc=" + nc);
    }

    private static FakeRequest edit(FakeRequest request, UnaryOperator<String> change) {
        String value = request.header("Authorization").orElseThrow();
        return request.without("Authorization").header("Authorization", change.apply(value));
    }

    private static void assertChallenged(Verdict verdict, boolean stale) {
        assertThat(verdict).isInstanceOf(Verdict.Challenge.class);
        assertThat(((Verdict.Challenge) verdict).headers())
                .hasSize(2)
                .allMatch(header -> header.value().contains("stale=true") == stale);
    }

    @Test
    void aRequestWithoutCredentialsIsChallengedByEachAlgorithmInOrder() {
        Verdict.Challenge challenge = (Verdict.Challenge) verify(REGISTER);
        String nonce = nonce(challenge);

        assertThat(challenge.headers())
                .containsExactly(
                        new Header(
                                "WWW-Authenticate",
                                "Digest realm=\"strowger \\\"x\\\"\", nonce=\"" + nonce
                                        + "\", algorithm=MD5, qop=\"auth\""),
                        new Header(
                                "WWW-Authenticate",
                                "Digest realm=\"strowger \\\"x\\\"\", nonce=\"" + nonce
                                        + "\", algorithm=SHA-256, qop=\"auth\""));
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"MD5", "SHA-256"})
    void theRightAnswerIsVerifiedAndTheAccountAskedOnce(String algorithm) {
        assertThat(verify(answer("1001", "secret", nonce(), algorithm, "00000001")))
                .isEqualTo(new Verdict.Verified("1001"));
        assertThat(asked).containsExactly("1001");
    }

    @Test
    void anAnswerWithoutAlgorithmIsMd5() {
        FakeRequest request = edit(
                answer("1001", "secret", nonce(), "MD5", "00000001"), value -> value.replace(", algorithm=MD5", ""));

        assertThat(verify(request)).isInstanceOf(Verdict.Verified.class);
    }

    @ParameterizedTest(name = "{0} becomes {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "qop=auth          | qop=auth-int      | not auth",
                ", qop=auth        | ''                | not auth",
                ", cnonce=\"c0\"   | ''                | lack",
                ", nc=00000001     | ''                | lack",
                "nc=00000001       | nc=zz             | lack",
                "algorithm=MD5     | algorithm=MD5-sess| not offered",
                "uri=\"sip:pbx.example\" | uri=\"/x\"  | are for /x",
                "username=\"1001\" | username=\"\"     | lack",
                "username=\"1001\" | username=\"1002\" | unknown user 1002",
                "nonce=\"          | nonce=\"A         | wrong password",
                "nc=00000001       | nc=00000002       | wrong password",
                "realm=\"strowger  | realm=\"stranger  | no credentials",
                "Digest            | Basic             | no credentials",
            })
    void credentialsThatAreWrongInOnePlaceAreChallengedAnewAndNeverStale(String from, String to, String why) {
        FakeRequest request =
                edit(answer("1001", "secret", nonce(), "MD5", "00000001"), value -> value.replace(from, to));
        Verdict verdict = verify(request);

        assertChallenged(verdict, false);
        assertThat(((Verdict.Challenge) verdict).why()).contains(why);
    }

    @Test
    void aStrangerGetsTheSameAnswerAsAWrongPassword() {
        String nonce = nonce();
        Verdict.Challenge stranger = (Verdict.Challenge) verify(answer("6666", "secret", nonce, "MD5", "00000001"));
        Verdict.Challenge mistaken = (Verdict.Challenge) verify(answer("1001", "wrong", nonce, "MD5", "00000001"));

        assertThat(stranger.headers().toString().replace(nonce(stranger), ""))
                .isEqualTo(mistaken.headers().toString().replace(nonce(mistaken), ""));
        assertThat(nonce(stranger)).as("a fresh challenge").isNotEqualTo(nonce).isNotEqualTo(nonce(mistaken));
    }

    @Test
    void aWrongPasswordDoesNotUseTheNonceUp() {
        String nonce = nonce();
        assertChallenged(verify(answer("1001", "wrong", nonce, "MD5", "00000001")), false);

        assertThat(verify(answer("1001", "secret", nonce, "MD5", "00000001"))).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void aReplayIsStaleAndAHigherCountIsGood() {
        String nonce = nonce();
        FakeRequest request = answer("1001", "secret", nonce, "MD5", "00000001");

        assertThat(verify(request)).isInstanceOf(Verdict.Verified.class);
        assertChallenged(verify(request), true);
        assertChallenged(verify(answer("1001", "secret", nonce, "SHA-256", "00000001")), true);
        assertThat(verify(answer("1001", "secret", nonce, "MD5", "00000002"))).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void aNonceDiesOfAge() {
        String nonce = nonce();
        clock.advance(Duration.ofSeconds(119));
        assertThat(verify(answer("1001", "secret", nonce, "MD5", "00000001"))).isInstanceOf(Verdict.Verified.class);
        clock.advance(Duration.ofSeconds(1));

        assertChallenged(verify(answer("1001", "secret", nonce, "MD5", "00000002")), true);
        assertChallenged(verify(answer("1001", "wrong", nonce, "MD5", "00000003")), false);
    }

    @Test
    void aNonceOfAnotherProcessIsStaleForWhoKnowsThePassword() {
        String foreign = new NonceMint(new byte[] {2}, clock::millis).issue(REALM);

        assertChallenged(verify(answer("1001", "secret", foreign, "MD5", "00000001")), true);
        assertChallenged(verify(answer("1001", "wrong", foreign, "MD5", "00000001")), false);
        assertChallenged(verify(answer("1001", "secret", "short", "MD5", "00000001")), true);
    }

    @Test
    void anAccountWithoutTheAlgorithmsDigestIsNobody() {
        FakeRequest request = answer("1001", "secret", nonce(), "SHA-256", "00000001");
        Ha1 old = new Ha1(service.ha1("1001", REALM, "secret").md5(), "");

        assertChallenged(service.verify(request, REALM, user -> Optional.of(old)), false);
    }

    @Test
    void aClientThatStumblesOverSeveralChallengesGetsMd5Alone() {
        FakeRequest request = REGISTER.header("User-Agent", "baresip v1.0.0 (x86_64/linux)");

        assertThat(((Verdict.Challenge) verify(request)).headers())
                .singleElement()
                .satisfies(header -> assertThat(header.value()).contains("algorithm=MD5"));
    }

    @Test
    void theBooksShowTheNoncesInUse() {
        verify(answer("1001", "secret", nonce(), "MD5", "00000001"));

        assertThat(service.tables()).singleElement().satisfies(table -> {
            assertThat(table.size()).isEqualTo(1);
            assertThat(table.bound()).isEqualTo(1000);
            assertThat(table.perCall()).isFalse();
        });
    }
}
