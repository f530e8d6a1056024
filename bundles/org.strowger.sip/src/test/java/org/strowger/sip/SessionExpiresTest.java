// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionExpiresTest {
    @ParameterizedTest
    @CsvSource({
        "1800, 1800, ",
        "90;refresher=uac, 90, uac",
        "' 90 ; Refresher=UAS ;x', 90, uas",
        "90;refresher=nobody, 90, ",
        "4294967295, 4294967295, "
    })
    void isRead(String value, long seconds, String refresher) {
        assertThat(SessionExpires.parse(value)).contains(new SessionExpires(seconds, Optional.ofNullable(refresher)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999", ";refresher=uac"})
    void isNone(String value) {
        assertThat(SessionExpires.parse(value)).isEmpty();
    }
}
