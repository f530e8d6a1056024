// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestCredentialsTest {
    @Test
    void parametersAreReadInAnyOrderCaseAndQuoting() {
        DigestCredentials given = DigestCredentials.parse("digest NC=00000001 , uri=\"sip:1,2@h\",qop=\"auth\",,"
                        + "\tUserName = \"a \\\"b\\\" c\", realm=r, cnonce=\"x\\\\y\", algorithm=\"SHA-256\", foo=bar,")
                .orElseThrow();

        assertThat(given.username()).isEqualTo("a \"b\" c");
        assertThat(given.realm()).isEqualTo("r");
        assertThat(given.uri()).isEqualTo("sip:1,2@h");
        assertThat(given.qop()).isEqualTo("auth");
        assertThat(given.cnonce()).as("digested as written").isEqualTo("x\\\\y");
        assertThat(given.algorithm()).isEqualTo("SHA-256");
        assertThat(given.nonce()).isEmpty();
        assertThat(given.count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Digest",
                "Basic dXNlcjpwYXNz",
                "Digestusername=\"a\"",
                "Digest username",
                "Digest username=",
                "Digest username=\"a",
                "Digest username=\"a\\\"",
                "Digest =\"a\"",
                "Digest username=\"a\" realm=\"b\"",
                "Digest username=\"a\", username=\"b\"",
            })
    void whatDoesNotKeepToTheGrammarIsNothing(String value) {
        assertThat(DigestCredentials.parse(value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"00000001,1", "ffffffff,4294967295", "a,10", "'',-1", "100000000,-1", "0000000g,-1", "-1,-1"})
    void countsAreHexadecimal(String nc, long count) {
        assertThat(new DigestCredentials("", "", "", "", "", "", "", "", nc).count())
                .isEqualTo(count);
    }

    @Test
    void credentialsForOurRealmAndOurAlgorithmsAreChosenAmongSeveral() {
        List<String> values = List.of(
                "Basic abc",
                "Digest realm=\"theirs\", username=\"1\"",
                "Digest realm=\"ours\", username=\"2\", algorithm=SHA-512-256",
                "Digest realm=\"ours\", username=\"3\", algorithm=md5",
                "Digest realm=\"ours\", username=\"4\"");
        List<DigestAlgorithm> offered = List.of(DigestAlgorithm.MD5);

        assertThat(DigestCredentials.select(values, "ours", offered))
                .map(DigestCredentials::username)
                .contains("3");
        assertThat(DigestCredentials.select(values.subList(0, 3), "ours", offered))
                .map(DigestCredentials::username)
                .contains("2");
        assertThat(DigestCredentials.select(values, "nobody's", offered)).isEmpty();
    }
}
