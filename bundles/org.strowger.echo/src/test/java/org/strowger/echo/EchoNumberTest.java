// SPDX-License-Identifier: Apache-2.0
package org.strowger.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.config.Problem;

class EchoNumberTest {
    private final EchoNumber number = new EchoNumber(Map.of());

    @Test
    void withoutAFileTheDefaultHolds() throws Exception {
        assertThat(number.get())
                .isEqualTo(EchoNumber.Config.class.getMethod("number").getDefaultValue());
        assertThat(number.refused()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "91 96", "9196@here"})
    void aNumberThatCannotBeDialledIsRefusedAndTheOneFromBeforeHolds(String bad) {
        Problem problem = new Problem(
                "org.strowger.echo", "org.strowger.echo.cfg", "number", "'" + bad.trim() + "' cannot be dialled");
        assertThat(number.check("org.strowger.echo", file(bad))).containsExactly(problem);
        number.modified(file(" 777 "));
        assertThat(number.refused()).isEmpty();
        number.modified(file(bad));
        assertThat(number.refused()).containsExactly(problem);
        assertThat(number.get()).isEqualTo("777");
        number.modified(file("778"));
        assertThat(number.refused()).isEmpty();
        assertThat(number.get()).isEqualTo("778");
    }

    @Test
    void aBadNumberAtTheStartLeavesTheDefault() {
        EchoNumber first = new EchoNumber(file("91 96"));
        assertThat(first.get()).isEqualTo("9196");
        assertThat(first.refused()).hasSize(1);
    }

    @Test
    void aCheckTakesNothing() {
        assertThat(number.check("org.strowger.echo", file("777"))).isEmpty();
        assertThat(number.check("org.strowger.echo", file("7 7"))).hasSize(1);
        assertThat(number.get()).isEqualTo("9196");
        assertThat(number.refused()).isEmpty();
    }

    private static Map<String, Object> file(String number) {
        return Map.of("felix.fileinstall.filename", "file:/opt/strowger/etc/org.strowger.echo.cfg", "number", number);
    }
}
