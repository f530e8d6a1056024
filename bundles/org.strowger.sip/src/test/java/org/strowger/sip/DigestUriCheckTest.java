// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.sip.SipUri;

class DigestUriCheckTest {
    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource({
        // given by the client          Request-URI                 strict user none
        "sip:1002@pbx.example,          sip:1002@pbx.example,        true, true, true",
        "sip:1002@PBX.example:5060,     sip:1002@pbx.example,        true, true, true",
        "sip:%31002@pbx.example,        sip:1002@pbx.example;x=y,    true, true, true",
        "sip:1002@192.0.2.1,            sip:1002@pbx.example,       false, true, true",
        "sip:192.0.2.1:5060,            sip:1002@pbx.example,       false, true, true",
        "sip:1001@pbx.example,          sip:pbx.example,            false, true, true",
        "sip:pbx.example,               sip:pbx.example:5060,        true, true, true",
        "sip:1003@pbx.example,          sip:1002@pbx.example,       false, false, true",
        "/index.html,                   sip:1002@pbx.example,       false, false, true",
        "'',                            sip:1002@pbx.example,       false, false, true",
    })
    void toleratesWhatItSays(String given, String requested, boolean strict, boolean user, boolean none) {
        SipUri uri = SipUri.parse(requested);

        assertThat(DigestUriCheck.STRICT.passes(given, uri)).isEqualTo(strict);
        assertThat(DigestUriCheck.USER.passes(given, uri)).isEqualTo(user);
        assertThat(DigestUriCheck.NONE.passes(given, uri)).isEqualTo(none);
    }
}
