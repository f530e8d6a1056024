// SPDX-License-Identifier: Apache-2.0
package org.strowger.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedactionTest {
    private static String redacted(String message) {
        return new String(Redaction.of(message.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "Authorization: Digest username=\"1001\", response=\"0123abcd\", nc=1 | Authorization: Digest username=\"1001\", response=\"...\", nc=1",
                "Proxy-Authorization: Digest RESPONSE = \"0123\",uri=\"sip:x\" | Proxy-Authorization: Digest RESPONSE = \"...\",uri=\"sip:x\"",
                "Authorization: Basic YWxhZGRpbg== | Authorization: Basic ...",
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZi;2^20 | a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:...;2^20",
                "Signal=5 | Signal=...",
                "Subject: the response is yes | Subject: the response is yes"
            })
    void secretsAreStruckOut(String line, String shown) {
        assertThat(redacted("INVITE sip:x SIP/2.0\r\n" + line + "\r\n\r\n")).contains("\r\n" + shown + "\r\n");
    }

    @Test
    void aMessageWithoutSecretsIsNotCopied() {
        byte[] message = "INVITE sip:x SIP/2.0\r\n\r\n".getBytes(StandardCharsets.UTF_8);

        assertThat(Redaction.of(message)).isSameAs(message);
    }
}
