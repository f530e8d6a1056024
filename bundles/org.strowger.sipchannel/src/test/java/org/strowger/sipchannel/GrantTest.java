// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

class GrantTest {
    private static SipReply ok(String expires, String... contacts) {
        List<Header> headers = new ArrayList<>();
        for (String contact : contacts) {
            if (contact != null) {
                headers.add(new Header("Contact", contact));
            }
        }
        if (expires != null) {
            headers.add(new Header("Expires", expires));
        }
        return new SipReply(Status.OK, headers, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        // Expires, contacts                                                                    granted
        ",     <sip:u@h;line=abc>;expires=120, ,                                                120",
        "300,  <sip:u@h;line=abc>;expires=120, <sip:u@h;line=x>;expires=9,                      120",
        "300,  <sip:u@h;line=x>;expires=9,     <sip:u@h:5060;line=abc>;q=0.5;Expires = \"120\", 120",
        "300,  <sip:u@h;line=x>;expires=9,     <sip:u@h;line=y>;expires=9,                      300",
        "300,  <sip:u@rewritten>;expires=120,  ,                                                120",
        "300,  <sip:u@h;line=abc>,             ,                                                300",
        "300,  ,                               ,                                                300",
        ",     ,                               ,                                                600",
        ",     <sip:u@h;line=abc;expires=9>,   ,                                                600",
        ",     <sip:u@h;line=abc>;expires=0,   ,                                                0",
        "none, <mailto:u@h>,                   ,                                                600",
    })
    void whatCountsIsWhatIsSaidOfOurOwnContact(String expires, String contact, String another, long granted) {
        assertThat(Grant.read(ok(expires, contact, another), "abc", 600).seconds())
                .isEqualTo(granted);
    }

    @Test
    void callsFollowTheServiceRoute() {
        List<Header> headers = List.of(
                new Header("service-route", "<sip:edge.example.org;lr>"),
                new Header("Service-Route", "<sip:core.example.org;lr>"));
        assertThat(Grant.read(new SipReply(Status.OK, headers, Optional.empty()), "abc", 600)
                        .routes())
                .containsExactly("<sip:edge.example.org;lr>", "<sip:core.example.org;lr>");
    }
}
