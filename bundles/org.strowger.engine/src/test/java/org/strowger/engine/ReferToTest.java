// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.sip.Header;

class ReferToTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sip:1003@example.com | 1003 |",
                "<sip:1003@example.com> | 1003 |",
                "\"Carol, \\\"C\\\" <x>\" <sip:1003@example.com:5070;transport=tcp> | 1003 |",
                "<sips:1003@example.com> | 1003 |",
                "<sip:1003@[2001:db8::7]:5070;transport=tls> | 1003 |",
                "sip:1003@example.com;x=y | 1003 |",
                "<sip:1003@example.com;method=INVITE> | 1003 |",
                "<sip:+8613800138000@example.com;user=phone> | +8613800138000 |",
                "<sip:%2A21%231@example.com> | *21#1 |",
                "<sip:1003;phone-context=x:secret@example.com> | 1003 |",
                "<tel:+123> | +123 |",
                "<sip:1003@h?Replaces=a%40b%3Bto-tag%3Dt%3Bfrom-tag%3Df> | 1003 | a@b t f",
                "<sip:1003@h;transport=udp?Subject=x&replaces=a%3Bfrom-tag%3Df%3Bto-tag%3Dt%3Bearly-only> | 1003 | a t f early-only",
                "<sip:1003@h?Replaces=a+%25%3Bto-tag=t%3B%20from-tag=f> | 1003 | a+% t f"
            })
    void isRead(String value, String number, String replaces) {
        assertThat(ReferTo.parse(value))
                .isEqualTo(new ReferTo(
                        number,
                        Optional.ofNullable(replaces)
                                .map(names -> names.split(" "))
                                .map(names -> new Replaces(names[0], names[1], names[2], names.length > 3))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nobody",
                "<sip:1003@h",
                "<sip:example.com>",
                "<sip:1003@h;method=BYE>",
                "<http://h/>",
                "<sip:1003@>",
                "<sip:1@h?Replaces=a>",
                "<sip:1@h?Replaces=%ZZ>"
            })
    void isNobody(String value) {
        assertThatThrownBy(() -> ReferTo.parse(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isJustOne() {
        Header one = new Header("Refer-To", "<sip:1003@h>");
        assertThat(ReferTo.of(List.of(new Header("Referred-By", "<sip:1002@h>"), one))
                        .number())
                .isEqualTo("1003");
        assertThatThrownBy(() -> ReferTo.of(List.of(one, one))).hasMessage("2 Refer-To headers");
        assertThatThrownBy(() -> ReferTo.of(List.of())).hasMessage("0 Refer-To headers");
    }
}
