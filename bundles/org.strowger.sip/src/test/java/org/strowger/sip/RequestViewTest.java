// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Transport;

class RequestViewTest {
    private static final Flow FLOW = new Flow(Transport.UDP, "192.0.2.7", 5060, "udp");

    private static RequestView view(String... lines) {
        return new RequestView(WireText.request("INVITE", "sip:1002@pbx.example;x=y", lines), FLOW);
    }

    @Test
    void showsTheRequestAsItCameIn() {
        RequestView view = view("Max-Forwards: 17", "Content-Type: application/sdp", "\nv=0\r\n");
        assertThat(view.method()).isEqualTo("INVITE");
        assertThat(view.uri()).hasToString("sip:1002@pbx.example;x=y");
        assertThat(view.from().displayName()).isEqualTo("Alice");
        assertThat(view.from().uri().number()).isEqualTo("1001");
        assertThat(view.to().uri()).hasToString("sip:1002@pbx.example");
        assertThat(view.callId()).isEqualTo("1@192.0.2.7");
        assertThat(view.cseq()).isEqualTo(7);
        assertThat(view.maxForwards()).isEqualTo(17);
        assertThat(view.body().orElseThrow().text()).isEqualTo("v=0\r\n");
        assertThat(view.flow()).isEqualTo(FLOW);
        assertThat(view).hasToString("INVITE sip:1002@pbx.example;x=y from udp:192.0.2.7:5060");
    }

    @Test
    void hasSeventyHopsWhereNobodySaysOtherwise() {
        assertThat(view().maxForwards()).isEqualTo(70);
    }

    @ParameterizedTest
    @CsvSource({
        "Contact, Contact",
        "Contact, contact",
        "m, Contact",
        "Contact, m",
        "m, M",
        "k, Supported",
        "Supported, k"
    })
    void givesAHeaderByNameInAnyCaseAndForm(String written, String asked) {
        String value = written.equals("k") || written.equals("Supported") ? "timer" : "<sip:1001@192.0.2.7:5062>";
        assertThat(view(written + ": " + value).header(asked)).contains(value);
        assertThat(view(written + ": " + value).headers(asked)).containsExactly(value);
    }

    @Test
    void givesEveryValueOfAHeaderWhetherOnOneLineOrSeveral() {
        RequestView view = view(
                "Contact: \"a, b\" <sip:1@192.0.2.7>;expires=60, <sip:2@192.0.2.7>",
                "Contact: <sip:3@192.0.2.7>",
                "Allow: INVITE, ACK,BYE",
                "Supported: timer",
                "Supported: path, gruu");
        assertThat(view.headers("Contact"))
                .containsExactly("\"a, b\" <sip:1@192.0.2.7>;expires=60", "<sip:2@192.0.2.7>", "<sip:3@192.0.2.7>");
        assertThat(view.headers("Allow")).containsExactly("INVITE", "ACK", "BYE");
        assertThat(view.headers("Supported")).containsExactly("timer", "path", "gruu");
        assertThat(view.header("Contact")).contains("\"a, b\" <sip:1@192.0.2.7>;expires=60");
    }

    @Test
    void givesEveryValueOfAHeaderThatTheStackDoesNotKnow() {
        RequestView view =
                view("Diversion: <sip:1@h>;reason=user-busy, <sip:2@h>;reason=no-answer", "Diversion: <sip:3@h>");
        assertThat(view.headers("Diversion"))
                .containsExactly("<sip:1@h>;reason=user-busy", "<sip:2@h>;reason=no-answer", "<sip:3@h>");
        assertThat(view.header("Diversion")).contains("<sip:1@h>;reason=user-busy");
    }

    @Test
    void keepsCredentialsInOnePiece() {
        String credentials = "Digest username=\"1001\",realm=\"pbx\",nonce=\"n\",uri=\"sip:h\",response=\"r\"";
        assertThat(view("Authorization: " + credentials).headers("Authorization"))
                .containsExactly(credentials);
    }

    @Test
    void hasNoHeaderThatIsNotThere() {
        assertThat(view().header("Expires")).isEmpty();
        assertThat(view().headers("Contact")).isEmpty();
        assertThat(view().headers("X-Unknown")).isEmpty();
    }

    @Test
    void keepsAContactToTheLetter() {
        String contact = "<sip:3001@192.0.2.7:5060;ob;rinstance=x>;+sip.instance=\"<urn:uuid:1>\";reg-id=1;expires=60";
        assertThat(view("Contact: " + contact).headers("Contact")).containsExactly(contact);
    }

    @Test
    void showsTheStarOfAnUnregistering() {
        assertThat(view("Contact: *").headers("Contact")).containsExactly("*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"urn:service:sos", "mailto:a@b", "http://pbx.example/"})
    void isNotMadeOfARequestUriThatNobodyServes(String uri) {
        assertThatThrownBy(() -> new RequestView(WireText.request("INVITE", uri), FLOW))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
