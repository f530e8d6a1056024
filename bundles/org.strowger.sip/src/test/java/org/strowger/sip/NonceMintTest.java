// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NonceMintTest {
    private final NonceMint mint = new NonceMint(new byte[] {1}, () -> 42L);

    @Test
    void aNonceIsReadBackByItsMintForItsRealm() {
        String first = mint.issue("here");
        String second = mint.issue("here");

        assertThat(first).isNotEqualTo(second).hasSizeLessThan(50).matches("[A-Za-z0-9_-]+");
        assertThat(mint.read(first, "here")).contains(new NonceMint.Nonce(42, 0));
        assertThat(mint.read(second, "here")).contains(new NonceMint.Nonce(42, 1));
    }

    @Test
    void aNonceOfAnotherRealmOrSecretIsNotOurs() {
        assertThat(mint.read(mint.issue("here"), "there")).isEmpty();
        assertThat(new NonceMint(new byte[] {2}, () -> 42L).read(mint.issue("here"), "here"))
                .isEmpty();
    }

    @Test
    void aNonceWithAnyCharacterChangedIsNotOurs() {
        String nonce = mint.issue("here");
        for (int i = 0; i < nonce.length() - 1; i++) {
            char other = nonce.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(mint.read(nonce.substring(0, i) + other + nonce.substring(i + 1), "here"))
                    .isEmpty();
        }
        assertThat(mint.read(nonce + "AAAA", "here")).isEmpty();
        assertThat(mint.read("", "here")).isEmpty();
        assertThat(mint.read("not base64!", "here")).isEmpty();
    }
}
