// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.testkit.FakeRequest;

class ReplacesTest {
    @ParameterizedTest
    @CsvSource({
        "a@b;to-tag=t;from-tag=f, false",
        "a@b;from-tag=f;to-tag=t, false",
        "a@b; To-Tag = t ; FROM-TAG=f, false",
        "a@b;to-tag=t;from-tag=f;early-only, true",
        "a@b;x=y;to-tag=t;from-tag=f, false",
    })
    void namesADialog(String value, boolean earlyOnly) {
        assertThat(Replaces.parse(value)).isEqualTo(new Replaces("a@b", "t", "f", earlyOnly));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a@b", "a@b;to-tag=t", "a@b;from-tag=f", ";to-tag=t;from-tag=f", "a@b;to-tag;from-tag=f"})
    void namesNoDialog(String value) {
        assertThatThrownBy(() -> Replaces.parse(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isEscapedInAUriAndNotInAHeader() {
        assertThat(Replaces.unescape("a%25%40b%3Bto-tag%3Dt%2B%3Bfrom-tag%3Df+"))
                .isEqualTo(new Replaces("a%@b", "t+", "f+", false));
        assertThat(Replaces.parse("a%40b;to-tag=t;from-tag=f").callId()).isEqualTo("a%40b");
    }

    @Test
    void isOneOrNone() {
        FakeRequest invite = FakeRequest.invite("1003", "1001");
        assertThat(Replaces.in(invite)).isEmpty();
        FakeRequest replacing = invite.header("Replaces", "a@b;to-tag=t;from-tag=f");
        assertThat(Replaces.in(replacing)).contains(new Replaces("a@b", "t", "f", false));
        FakeRequest twice = replacing.header("Replaces", "c@d;to-tag=t;from-tag=f");
        assertThatThrownBy(() -> Replaces.in(twice)).isInstanceOf(IllegalArgumentException.class);
    }
}
