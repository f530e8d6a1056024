// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Target;
import org.strowger.api.config.Values;
import org.strowger.api.dial.DialRequest;
import org.strowger.api.dial.DialTarget;
import org.strowger.api.route.Destination;
import org.strowger.api.sip.AssertedIdentity;
import org.strowger.api.sip.Diversion;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.HistoryInfo;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.Privacy;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;
import org.strowger.testkit.FakeRequest;

class OrderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final NameAddr ASSERTED = NameAddr.parse("\"Acme\" <sip:+861065551234@acme.example>");

    private final DialTarget target = DialTarget.of(SipUri.parse("sip:1001@callee.example"), "192.0.2.7:5080");
    private final Settings settings = settings(Map.of("caller.user", "house", "caller.name", "House"));

    private static Settings settings(Map<String, Object> values) {
        return Settings.read(new Values(Settings.PID, values));
    }

    private static Target made(DialRequest request, Settings with) {
        return Order.origination(request, "id", "192.0.2.7", with, NOW).target().orElseThrow();
    }

    private static Optional<String> header(Target target, String name) {
        return target.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .findFirst();
    }

    @Test
    void theCallerIsTheRequestsThenTheTargetsThenTheConfigured() {
        DialTarget own = target.from("target", "Target");
        DialRequest full = DialRequest.to(own).caller("request", "Request").build();
        assertThat(made(full, settings).from()).hasToString("\"Request\" <sip:request@>");
        assertThat(made(DialRequest.to(own).build(), settings).from()).hasToString("\"Target\" <sip:target@>");
        assertThat(made(DialRequest.to(target).build(), settings).from()).hasToString("\"House\" <sip:house@>");
        DialRequest nameless = DialRequest.to(own).caller("request", "").build();
        assertThat(made(nameless, settings).from()).hasToString("<sip:request@>");
    }

    @Test
    void aPlusAndAForeignNameStay() {
        DialRequest request =
                DialRequest.to(target).caller("+8613800138000", "刘 \"备\"").build();
        assertThat(made(request, settings).from()).hasToString("\"刘 \\\"备\\\"\" <sip:+8613800138000@>");
    }

    @Test
    void theWayIsTheSignallingAddressAndTheRequestUriStays() {
        Target made = made(DialRequest.to(target.by(Transport.TCP)).build(), settings);
        assertThat(made.uri()).hasToString("sip:1001@callee.example");
        assertThat(made.to()).hasToString("<sip:1001@callee.example>");
        assertThat(made.flow()).contains(new Flow(Transport.TCP, "192.0.2.7", 5080, ""));
        DialTarget named = DialTarget.of(SipUri.parse("sips:1001@callee.example"));
        assertThat(made(DialRequest.to(named).build(), settings).flow())
                .contains(new Flow(Transport.TLS, "192.0.2.7", 5061, "", "callee.example"));
    }

    @Test
    void identityIsAssertedToTheTrustedAlone() {
        DialRequest request =
                DialRequest.to(target).asserted(AssertedIdentity.of(ASSERTED)).build();
        assertThat(header(made(request, settings), "P-Asserted-Identity")).contains(ASSERTED.toString());
        Settings others = settings(Map.of("trusted", "10.0.0.0/8"));
        assertThat(header(made(request, others), "P-Asserted-Identity")).isEmpty();
        assertThat(header(made(DialRequest.to(target).build(), settings), "P-Asserted-Identity"))
                .isEmpty();
    }

    @Test
    void whoWantsToStayUnknownIsAnonymous() {
        DialRequest request = DialRequest.to(target)
                .caller("1000", "Alice")
                .asserted(AssertedIdentity.of(ASSERTED))
                .privacy(Privacy.of(List.of("id")))
                .build();
        Target trusted = made(request, settings);
        assertThat(trusted.from()).hasToString("\"Anonymous\" <sip:anonymous@anonymous.invalid>");
        assertThat(header(trusted, "P-Asserted-Identity")).isPresent();
        assertThat(header(trusted, "Privacy")).contains("id");
        assertThat(header(made(request, settings(Map.of("trusted", "10.0.0.1"))), "P-Asserted-Identity"))
                .isEmpty();
    }

    @Test
    void historyAndDiversionsGoAlongAsTheirPrivacyAllows() {
        DialRequest.Builder request = DialRequest.to(target)
                .history(HistoryInfo.to(NameAddr.parse("<sip:1@x>"))
                        .onward(NameAddr.parse("<sip:2@x>"), HistoryInfo.Kind.MP, Optional.empty()))
                .diversion(List.of(Diversion.of(NameAddr.parse("<sip:1@x>"), "user-busy")));
        Target open = made(request.build(), settings);
        assertThat(header(open, "History-Info")).contains("<sip:1@x>;index=1, <sip:2@x>;index=1.1;mp=1");
        assertThat(header(open, "Diversion")).contains("<sip:1@x>;reason=user-busy;counter=1");
        Settings nobody = settings(Map.of("trusted", "10.0.0.1"));
        Target closed = made(request.privacy(Privacy.of(List.of("header"))).build(), nobody);
        assertThat(closed.headers()).containsExactly(new Header("Privacy", "header"));
    }

    @Test
    void aSignedIdentityHasItsDate() {
        String signed = "a.b.c;info=<https://x/c>;alg=ES256";
        Target made = made(DialRequest.to(target).identity(signed).build(), settings);
        assertThat(header(made, "Identity")).contains(signed);
        assertThat(header(made, "Date")).contains("Sun, 22 Nov 2026 00:00:00 GMT");
    }

    @Test
    void aNumberIsLeftToTheDialPlanWithAllThatACalloutMayTell() {
        DialRequest request = DialRequest.to(DialTarget.number("1001"))
                .asserted(AssertedIdentity.of(ASSERTED))
                .build();
        Origination made = Order.origination(request, "id", "", settings, NOW);
        assertThat(made.target()).isEmpty();
        assertThat(List.of(made.from(), made.to(), made.sipCallId())).containsExactly("house", "1001", "id");
        assertThat(made.headers()).contains(new Header("P-Asserted-Identity", ASSERTED.toString()));
    }

    @Test
    void theRouteMayCallAndShowAnotherNumber() {
        Origination made = Order.origination(DialRequest.to(target).build(), "id", "192.0.2.7", settings, NOW);
        assertThat(Order.routed(made, outgoing("1001", "house")))
                .isEqualTo(made.target().orElseThrow());
        Target routed = Order.routed(made, outgoing("2002", "+49301"));
        assertThat(routed.uri()).hasToString("sip:2002@callee.example");
        assertThat(routed.to()).hasToString("<sip:2002@callee.example>");
        assertThat(routed.from()).hasToString("\"House\" <sip:+49301@>");
    }

    private static Outgoing outgoing(String number, String shown) {
        return new Outgoing(
                new Caller("house", "", "outbound"),
                "outbound",
                new Destination(number, shown, Optional.empty()),
                FakeRequest.invite("house", number));
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        DialRequest.Builder request = DialRequest.to(target);
        assertThat(Order.refusal(request.build())).isEmpty();
        assertThat(Order.refusal(request.privacy(Privacy.of(List.of("session", "critical")))
                        .build()))
                .hasValueSatisfying(why -> assertThat(why).contains("session"));
        DialTarget wrong = DialTarget.of(SipUri.parse("sips:a@b;transport=udp"));
        assertThat(Order.refusal(DialRequest.to(wrong).build()))
                .hasValueSatisfying(why -> assertThat(why).contains("sips"));
        assertThat(Order.refusal(DialRequest.to(DialTarget.number("")).build())).isPresent();
        DialRequest injected =
                DialRequest.to(target).caller("1000", "A\r\nVia: x").build();
        assertThat(Order.refusal(injected))
                .hasValueSatisfying(why -> assertThat(why).contains("line break"));
    }
}
