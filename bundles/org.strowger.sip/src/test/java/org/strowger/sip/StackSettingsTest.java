// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;

class StackSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "threads, 0, 1, 64",
        "threads, 65, 1, 64",
        "call.threads, -1, 0, 256",
        "message.max, 1499, 1500, 65535",
        "patience, 30001, 0, 30000",
        "patience, soon, 0, 30000",
        "answer.timeout, 49, 50, 30000",
        "spare.threads, 257, 0, 256",
        "orphan.timeout, 0, 1, 3600",
        "wait.max, 10001, 0, 10000",
        "session.expires, 86401, 0, 86400",
        "session.min, 89, 90, 3600",
        "cancel.grace, -1, 0, 32000",
    })
    void namesTheKeyAndTheRange(String key, String value, int least, int most) {
        String reason = value.matches("-?\\d+")
                ? value + " is not between " + least + " and " + most
                : "'" + value + "' is not a whole number";
        assertThat(Refusals.check(StackSettings.PID, Map.of(key, value)))
                .containsExactly(new Problem(StackSettings.PID, "", key, reason));
    }

    @Test
    void aSessionIsNoShorterThanRfc4028Allows() {
        assertThat(Refusals.check(StackSettings.PID, Map.of("session.expires", "89")))
                .containsExactly(
                        new Problem(StackSettings.PID, "", "session.expires", "'89' is neither 0 nor at least 90"));
        assertThat(Refusals.check(StackSettings.PID, Map.of("session.expires", "0")))
                .isEmpty();
    }

    @Test
    void theDefaultsAreThoseThatAnOperatorIsTold() {
        Values told = new Values(StackSettings.PID, defaults());
        assertThat(StackSettings.read(told)).isEqualTo(StackSettings.DEFAULT);
        assertThat(told.problems()).isEmpty();
        assertThat(defaults()).hasSize(StackSettings.class.getRecordComponents().length);
    }

    @Test
    void namesThePartsThatAreTheStacksOwn() {
        assertThat(stock(" Timer, sending ")).isEqualTo(Set.of(StockPart.TIMER, StockPart.SENDING));
        assertThat(stock("")).isEmpty();
        assertThat(Refusals.check(StackSettings.PID, Map.of("stock", "timer, dialogs")))
                .containsExactly(new Problem(
                        StackSettings.PID, "", "stock", "'dialogs' is none of timer, cancel, sending, parser"));
    }

    private static Set<StockPart> stock(String names) {
        return StackSettings.read(new Values(StackSettings.PID, Map.of("stock", names)))
                .stock();
    }

    private static Map<String, Object> defaults() {
        return java.util.Arrays.stream(StackConfig.class.getDeclaredMethods())
                .collect(java.util.stream.Collectors.toMap(
                        method -> method.getName().replace('_', '.'), Method::getDefaultValue));
    }
}
