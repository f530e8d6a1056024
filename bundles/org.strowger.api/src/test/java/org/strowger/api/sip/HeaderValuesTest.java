// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderValuesTest {
    private static NameAddr address(String text) {
        return NameAddr.parse(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sip:1001@a.example;user=phone | `` | sip:1001@a.example",
                "<sip:1001@a.example;user=phone>;tag=1 | `` | sip:1001@a.example;user=phone",
                "Alice <sip:a@b> | Alice | sip:a@b",
                "\"A, \\\"B\\\" <x>; C\" <sip:a@b>;x=\"<y>\" | A, \"B\" <x>; C | sip:a@b",
                "\"刘备\" <tel:+8613800138000> | 刘备 | tel:+8613800138000",
            })
    void anAddressIsReadAsItIsMeant(String text, String name, String uri) {
        NameAddr read = address(text);
        assertThat(read.displayName()).isEqualTo(name);
        assertThat(read.uri()).hasToString(uri);
        assertThat(address(read.toString())).isEqualTo(read);
    }

    @Test
    void aReasonIsReadAndWritten() {
        List<Reason> reasons =
                Reason.parse(List.of("Q.850;cause=16;text=\"Normal; \\\"really\\\", yes\", SIP ;cause=486", "X"));
        assertThat(reasons)
                .containsExactly(
                        new Reason("Q.850", Optional.of(16), "Normal; \"really\", yes"),
                        new Reason("SIP", Optional.of(486), ""),
                        new Reason("X", Optional.empty(), ""));
        assertThat(reasons.get(0)).hasToString("Q.850;cause=16;text=\"Normal; \\\"really\\\", yes\"");
        assertThat(Reason.of(Status.of(486))).hasToString("SIP;cause=486;text=\"Busy Here\"");
        assertThatThrownBy(() -> Reason.parse(List.of("SIP;cause=x"))).hasMessageContaining("'x'");
    }

    @Test
    void privacyIsAskedForAndTakenBack() {
        Privacy id = Privacy.parse(List.of("ID; critical"));
        assertThat(id).hasToString("id;critical");
        assertThat(id.anonymous()).isTrue();
        assertThat(id.unmet()).isEmpty();
        assertThat(Privacy.parse(List.of("id;none")).anonymous()).isFalse();
        assertThat(Privacy.parse(List.of("session;critical")).unmet()).containsExactly("session");
        assertThat(Privacy.parse(List.of("session")).unmet()).isEmpty();
        assertThat(Privacy.parse(List.of("")).tokens()).isEmpty();
        assertThatThrownBy(() -> Privacy.parse(List.of("i d"))).hasMessageContaining("'i d'");
    }

    @Test
    void anAssertedIdentityIsOneOrTwo() {
        AssertedIdentity both = AssertedIdentity.parse(List.of("\"A, B\" <sip:a@b>, <tel:+86>"));
        assertThat(both.values()).containsExactly("\"A, B\" <sip:a@b>", "<tel:+86>");
        for (String bad : List.of("<sip:a@b>, <sip:c@d>", "", "<tel:1>, <tel:2>", "<sip:a@b>, <tel:1>, <sip:c@d>")) {
            assertThatThrownBy(() -> AssertedIdentity.parse(List.of(bad))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void diversionsAreReadTheLatestFirst() {
        List<Diversion> read = Diversion.parse(List.of(
                "\"A\" <sip:3001@x>;reason=no-answer;counter=2;privacy=Full, <sip:3002@x>;reason=\"user-busy\""));
        assertThat(read)
                .containsExactly(
                        new Diversion(address("A <sip:3001@x>"), "no-answer", 2, "full"),
                        Diversion.of(address("<sip:3002@x>"), "user-busy"));
        assertThat(Diversion.times(read)).isEqualTo(3);
        assertThat(read.get(0)).hasToString("\"A\" <sip:3001@x>;reason=no-answer;counter=2;privacy=full");
        assertThatThrownBy(() -> Diversion.parse(List.of("<sip:a@b>;counter=0")))
                .hasMessageContaining("counter 0");
    }

    @ParameterizedTest
    @CsvSource({
        "302,unconditional",
        "486,user-busy",
        "408,no-answer",
        "480,deflection",
        "503,unavailable",
        "404,unknown"
    })
    void aStatusIsAReasonOfADiversion(int status, String reason) {
        assertThat(Diversion.reason(status)).isEqualTo(reason);
    }

    @Test
    void anIdentityIsKeptByteForByte() {
        String text =
                "eyJhbGciOiJFUzI1NiJ9.eyJvcmlnIjp7fX0.c2ln-_;info=<https://a.example/c.pem>;alg=ES256;ppt=\"shaken\"";
        Identity read = Identity.parse(text);
        assertThat(read).hasToString(text);
        assertThat(List.of(read.info(), read.algorithm(), read.type()))
                .containsExactly("https://a.example/c.pem", "ES256", "shaken");
        assertThat(read.compact()).isFalse();
        assertThat(Identity.parse("..c2ln;info=<https://a.example/c.pem>").compact())
                .isTrue();
        for (String bad : List.of("a.b;info=<x>", "a.b.c", "a.b.c;info=x", "a.b.;info=<x>")) {
            assertThatThrownBy(() -> Identity.parse(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aHistoryGrowsLikeATree() {
        HistoryInfo history = HistoryInfo.to(address("<sip:3001@x>"))
                .onward(address("<sip:3002@x>"), HistoryInfo.Kind.MP, Optional.of(Reason.of(Status.of(408))))
                .onward(address("<sip:3002@192.0.2.7>"), HistoryInfo.Kind.RC, Optional.empty());
        assertThat(history.values())
                .containsExactly(
                        "<sip:3001@x?Reason=SIP%3Bcause%3D408%3Btext%3D%22Request%20Timeout%22>;index=1",
                        "<sip:3002@x>;index=1.1;mp=1", "<sip:3002@192.0.2.7>;index=1.1.1;rc=1.1");
        assertThat(HistoryInfo.parse(List.of(String.join(", ", history.values()))))
                .isEqualTo(history);
    }

    @Test
    void aHistoryIsToldAsItsPrivacyAllows() {
        HistoryInfo read = HistoryInfo.parse(
                List.of("<sip:3001@x?Privacy=history>;index=1", "<sip:3002@x;a=b>;index=1.1;np=1;other=2"));
        assertThat(read.entries().get(1).to()).isEqualTo(address("<sip:3002@x;a=b>"));
        assertThat(read.told(Privacy.UNASKED).values()).containsExactly("<sip:3002@x;a=b>;index=1.1;np=1");
        assertThat(read.told(Privacy.parse(List.of("history"))).values()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<sip:a@b>", "<sip:a@b>;index=", "<sip:a@b>;index=1.", "<sip:a@b>;index=1, <sip:c@d>;index=1"})
    void aHistoryWithoutAnOrderIsNone(String text) {
        assertThatThrownBy(() -> HistoryInfo.parse(List.of(text))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReferToIsReadInFull() {
        ReferTo refer = ReferTo.parse("\"Bob\" <sips:bob@[2001:db8::7];transport=tcp;method=INVITE"
                + "?Replaces=abc%40x%3Bto-tag%3D1%3Bfrom-tag%3D2&Subject=hi>;x=y");
        assertThat(refer.to()).hasToString("\"Bob\" <sips:bob@[2001:db8::7];transport=tcp>");
        assertThat(refer.headers())
                .containsExactly(new Header("Replaces", "abc@x;to-tag=1;from-tag=2"), new Header("Subject", "hi"));
        assertThat(ReferTo.parse("sip:1001@x;user=phone").to().uri()).hasToString("sip:1001@x;user=phone");
        assertThat(ReferTo.parse("<sip:x?Evil=a%0D%0AVia:%20b>").headers()).isEmpty();
    }
}
