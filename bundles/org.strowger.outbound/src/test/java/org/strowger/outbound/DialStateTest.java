// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.outbound.DialState.Input;

class DialStateTest {
    @ParameterizedTest
    @CsvSource({
        "WAITING, BEGUN, CALLING",
        "WAITING, END, OVER",
        "WAITING, SUCCESS, WAITING",
        "CALLING, PROVISIONAL, RINGING",
        "CALLING, SUCCESS, ANSWERED",
        "CALLING, END, OVER",
        "RINGING, PROVISIONAL, RINGING",
        "RINGING, SUCCESS, ANSWERED",
        "RINGING, END, OVER",
        "RINGING, AGREED, RINGING",
        "ANSWERED, AGREED, ESTABLISHED",
        "ANSWERED, END, OVER",
        "ANSWERED, PROVISIONAL, ANSWERED",
        "ESTABLISHED, END, OVER",
        "ESTABLISHED, SUCCESS, ESTABLISHED",
        "OVER, BEGUN, OVER",
        "OVER, AGREED, OVER",
    })
    void eachArrow(DialState from, Input input, DialState to) {
        assertThat(from.on(input)).isEqualTo(to);
    }
}
