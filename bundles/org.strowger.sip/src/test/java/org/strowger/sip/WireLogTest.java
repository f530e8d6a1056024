// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireLogTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "INVITE sip:1@h SIP/2.0, INVITE sip:1@h SIP/2.0",
                "Digest realm=\"x\"; response=\"abc\"; nc=1, Digest realm=\"x\"; response=\"...\"; nc=1",
                "response=\"a\" x response=\"b\", response=\"...\" x response=\"...\"",
                "response=\"\", response=\"...\"",
                "response=\"never closed, response=\"never closed",
            })
    void strikesOutWhatAReaderCouldGuessFrom(String message, String shown) {
        assertThat(WireLog.redacted(message)).isEqualTo(shown);
    }
}
