// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DigestAlgorithmTest {
    private static DigestCredentials credentials(String nonce, String cnonce) {
        return new DigestCredentials("", "", nonce, "/dir/index.html", "", "", cnonce, "auth", "00000001");
    }

    @Test
    void theExampleOfRfc2617Section3_5() {
        String ha1 = DigestAlgorithm.MD5.hash("Mufasa", "testrealm@host.com", "Circle Of Life");

        assertThat(DigestAlgorithm.MD5.response(
                        ha1, "GET", credentials("dcd98b7102dd2f0e8b11d0f600bfb0c093", "0a4f113b")))
                .isEqualTo("6629fae49393a05397450978507c4ef1");
    }

    @Test
    void theExamplesOfRfc7616Section3_9_1() {
        DigestCredentials given = credentials(
                "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
        String md5 = DigestAlgorithm.MD5.hash("Mufasa", "http-auth@example.org", "Circle of Life");
        String sha = DigestAlgorithm.SHA_256.hash("Mufasa", "http-auth@example.org", "Circle of Life");

        assertThat(DigestAlgorithm.MD5.response(md5, "GET", given)).isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
        assertThat(DigestAlgorithm.SHA_256.response(sha, "GET", given))
                .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    }

    @Test
    void namesAreFoundInAnyCase() {
        assertThat(DigestAlgorithm.named("sha-256")).contains(DigestAlgorithm.SHA_256);
        assertThat(DigestAlgorithm.named("MD5-sess")).isEmpty();
    }
}
