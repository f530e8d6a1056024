// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<sip:3001@h:5060;ob;rinstance=x> | sip:3001@h:5060;ob;rinstance=x | <sip:3001@h:5060;ob;rinstance=x>",
                "sip:3001@h;q=0.1;expires=7 | sip:3001@h | sip:3001@h;q=0.1",
                "\"A <b>; \\\"c\\\"\" <sip:x@h>; EXPIRES = 5 ;foo | sip:x@h | \"A <b>; \\\"c\\\"\" <sip:x@h>;foo",
                "Bob <sips:x@[2001:db8::1]:5061;transport=tcp> | sips:x@[2001:db8::1]:5061;transport=tcp"
                        + " | Bob <sips:x@[2001:db8::1]:5061;transport=tcp>",
                "sip:x@h;+sip.instance=\"<urn:x;y>\" | sip:x@h | sip:x@h;+sip.instance=\"<urn:x;y>\"",
            })
    void aContactKeepsItsUriAndItsTextToTheLetter(String value, String uri, String text) {
        Contact contact = Contact.parse(value);

        assertThat(contact.uri()).hasToString(uri);
        assertThat(contact.text()).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "<sip:x@h>, 1.0",
        "<sip:x@h>;q=0.25, 0.25",
        "<sip:x@h>;Q=1.000, 1.0",
        "<sip:x@h>;q=0, 0.0",
        "<sip:x@h>;q=2, 1.0",
        "<sip:x@h>;q=low, 1.0",
    })
    void thePreferenceIsReadWhereItIsOne(String value, double q) {
        assertThat(Contact.parse(value).q()).isEqualTo(q);
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource({
        "sip:bob@h, sip:bob@h, true",
        "sip:bob@H.Example, SIP:bob@h.example, true",
        "sip:bob@h;a;b=C, sip:bob@h;B=c;A, true",
        "sip:%62ob@h, sip:bob@h, true",
        "sip:b%3Fb@h, sip:b%3fb@h, true",
        "sip:bob@h?x=1&y=2, sip:bob@h?y=2&x=1, true",
        "sip:bob@h, sip:Bob@h, false",
        "sip:bob@h, sip:bob@h:5060, false",
        "sip:bob@h, sips:bob@h, false",
        "sip:bob@h;transport=udp, sip:bob@h;transport=tcp, false",
        "sip:bob@h;ob, sip:bob@h, false",
        "sip:b%3Fb@h, sip:b@h, false",
    })
    void equivalentUrisAreOneContact(String one, String other, boolean same) {
        Contact contact = Contact.parse("<" + one + ">");

        assertThat(contact.sameUri(Contact.parse("<" + other + ">"))).isEqualTo(same);
    }

    @Test
    void aContactThatCouldSpoilAHeaderIsRefused() {
        assertThatThrownBy(() -> Contact.parse("<sip:x@h>;a=\r\nVia: x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Contact.parse("<sip:x@h>;a=" + "y".repeat(3000)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
