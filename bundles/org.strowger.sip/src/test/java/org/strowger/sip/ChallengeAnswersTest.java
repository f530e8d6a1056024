// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.sip.Credentials;
import org.strowger.api.sip.Header;

class ChallengeAnswersTest {
    private static final Credentials ALICE = new Credentials("alice", "secret");
    private static final byte[] NO_BODY = {};

    private final ChallengeAnswers answers = new ChallengeAnswers(ALICE, () -> "ours");

    private static Header challenge(String parameters) {
        return new Header("WWW-Authenticate", "Digest " + parameters);
    }

    private Optional<List<Header>> answer(Header... challenges) {
        return answers.answer(List.of(challenges), "REGISTER", "sip:example.org", NO_BODY);
    }

    private static String parameter(Header header, String name) {
        return DigestCredentials.parameters(header.value()).orElseThrow().get(name);
    }

    /** The examples of RFC 7616 section 3.9.1 and of RFC 2617 section 3.5, the latter also as RFC 2069 would have it. */
    @ParameterizedTest
    @CsvSource({
        "MD5,     auth, http-auth@example.org, Circle of Life, 7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v,"
                + " f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, auth, http-auth@example.org, Circle of Life, 7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v,"
                + " f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ,"
                + " 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
        "MD5,     auth, testrealm@host.com, Circle Of Life, dcd98b7102dd2f0e8b11d0f600bfb0c093, 0a4f113b,"
                + " 6629fae49393a05397450978507c4ef1",
        "MD5,     '',   testrealm@host.com, Circle Of Life, dcd98b7102dd2f0e8b11d0f600bfb0c093, 0a4f113b,"
                + " 670fd8c2df070c60b045671b8b24ff02",
    })
    void theResponseIsThatOfTheRfcs(
            String algorithm, String qop, String realm, String password, String nonce, String cnonce, String response) {
        String text = "realm=\"" + realm + "\", nonce=\"" + nonce + "\", algorithm=" + algorithm
                + (qop.isEmpty() ? "" : ", qop=\"auth-int, " + qop + "\"");
        Header answer = new ChallengeAnswers(new Credentials("Mufasa", password), () -> cnonce)
                .answer(List.of(challenge(text)), "GET", "/dir/index.html", NO_BODY)
                .orElseThrow()
                .get(0);
        assertThat(parameter(answer, "response")).isEqualTo(response);
        assertThat(parameter(answer, "nc")).isEqualTo(qop.isEmpty() ? null : "00000001");
        assertThat(parameter(answer, "cnonce")).isEqualTo(qop.isEmpty() ? null : cnonce);
    }

    @Test
    void whatIsNotOursToChangeGoesBackAsItCame() {
        Header answer = answer(challenge("realm=\"a \\\"b\\\"\", nonce=\"n\", opaque=\"o,o\", qop=\"auth\""))
                .orElseThrow()
                .get(0);
        assertThat(answer.name()).isEqualTo("Authorization");
        assertThat(answer.value()).contains("realm=\"a \\\"b\\\"\"").contains("opaque=\"o,o\"");
        assertThat(answer.value()).doesNotContain("algorithm");
        assertThat(parameter(answer, "username")).isEqualTo("alice");
        assertThat(parameter(answer, "uri")).isEqualTo("sip:example.org");
    }

    @Test
    void theBodyIsProtectedWhereOnlyThatIsOffered() {
        DigestAlgorithm md5 = DigestAlgorithm.MD5;
        byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
        Header answer = answers.answer(
                        List.of(challenge("realm=r, nonce=n, qop=\"auth-int\"")), "MESSAGE", "sip:bob", body)
                .orElseThrow()
                .get(0);
        String ha2 = md5.hash("MESSAGE", "sip:bob", md5.hash(body));
        assertThat(parameter(answer, "response"))
                .isEqualTo(md5.hash(md5.hash("alice", "r", "secret"), "n", "00000001", "ours", "auth-int", ha2));
    }

    @Test
    void aSessionsKeyHasBothNoncesInIt() {
        DigestAlgorithm hash = DigestAlgorithm.SHA_256;
        Header answer = answer(challenge("realm=r, nonce=n, qop=auth, algorithm=SHA-256-sess"))
                .orElseThrow()
                .get(0);
        String ha1 = hash.hash(hash.hash("alice", "r", "secret"), "n", "ours");
        String ha2 = hash.hash("REGISTER", "sip:example.org");
        assertThat(parameter(answer, "algorithm")).isEqualTo("SHA-256-sess");
        assertThat(parameter(answer, "response")).isEqualTo(hash.hash(ha1, "n", "00000001", "ours", "auth", ha2));
    }

    @Test
    void ofOneRealmTheTopmostThatWeKnowIsAnswered() {
        List<Header> given = answer(
                        challenge("realm=r, nonce=a, algorithm=SHA-512-256"),
                        challenge("realm=r, nonce=b, algorithm=SHA-256"),
                        challenge("realm=r, nonce=c, algorithm=MD5"))
                .orElseThrow();
        assertThat(given).hasSize(1);
        assertThat(parameter(given.get(0), "nonce")).isEqualTo("b");
    }

    @Test
    void aProxyAndTheServerBehindItAreAnsweredBoth() {
        Header proxy = new Header("Proxy-Authenticate", "Digest realm=r, nonce=p, qop=auth");
        assertThat(answer(proxy).orElseThrow()).extracting(Header::name).containsExactly("Proxy-Authorization");
        List<Header> both = answer(challenge("realm=r, nonce=s, qop=auth")).orElseThrow();
        assertThat(both).extracting(Header::name).containsExactly("Proxy-Authorization", "Authorization");
        assertThat(parameter(both.get(0), "nc")).as("its second use").isEqualTo("00000002");
        assertThat(parameter(both.get(1), "nc")).isEqualTo("00000001");
    }

    @Test
    void whoAsksAgainHasRefused() {
        assertThat(answer(challenge("realm=r, nonce=a"))).isPresent();
        assertThat(answer(challenge("realm=r, nonce=b"))).isEmpty();
    }

    @Test
    void aStaleNonceIsReplacedButNotForEver() {
        assertThat(answer(challenge("realm=r, nonce=n0"))).isPresent();
        assertThat(answer(challenge("realm=r, nonce=n1, stale=TRUE"))).isPresent();
        assertThat(answer(challenge("realm=r, nonce=n1, stale=true")))
                .as("the same nonce cannot be stale at once")
                .isEmpty();
        int rounds = 2;
        while (answer(challenge("realm=r, nonce=m" + rounds + ", stale=true")).isPresent()) {
            rounds++;
        }
        assertThat(rounds).isLessThan(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "realm=r",
                "nonce=n",
                "realm=r, nonce=n, algorithm=AKAv1-MD5",
                "realm=r, nonce=n, qop=\"auth-conf\"",
                "realm=r, nonce=n nonsense"
            })
    void whatWeCannotAnswerIsNotAnswered(String parameters) {
        assertThat(answer(challenge(parameters))).isEmpty();
    }

    @Test
    void anotherSchemeIsNotAnswered() {
        assertThat(answer(new Header("WWW-Authenticate", "Bearer realm=r, nonce=n")))
                .isEmpty();
    }
}
