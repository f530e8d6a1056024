// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Set;
import javax.sip.header.ContactHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Transport;

/** What requests within a dialog look like and where they go (RFC 3261 section 12). */
class DialogTest {
    private static SipStackImpl stack;

    private final Ports ports = new Ports();
    private final Port udp = port("udp", Transport.UDP, 5060);
    private final Port tcp = port("tcp", Transport.TCP, 5060);

    /** Its providers are keys of a table here, and no more: nothing is sent. */
    @BeforeAll
    static void aStackWithoutSockets() throws Exception {
        stack = new SipStackImpl(StackProperties.of(1, 4096, Set.of()));
    }

    @AfterAll
    static void stop() {
        stack.stop();
    }

    DialogTest() {
        ports.add(udp);
        ports.add(tcp);
    }

    private static Port port(String name, Transport transport, int number) {
        ListenerSpec spec = new ListenerSpec(name, transport, "203.0.113.1", number, "");
        return new Port(spec, null, new SipProviderImpl(stack) {}, Hops.address(spec.host()));
    }

    private Dialog answering(Port port, boolean natted, String... lines) {
        Flow flow = new Flow(port.transport(), "203.0.113.9", 40000, port.name());
        return Dialog.answering(
                WireText.request("INVITE", "sip:1002@pbx.example", lines),
                "ours",
                "1002",
                new Dialog.Peer(ports, port, flow, natted));
    }

    private Dialog calling(String... lines) {
        SIPRequest invite = WireText.bare(
                "INVITE",
                "sip:1002@203.0.113.9",
                "From: <sip:1001@203.0.113.1>;tag=ours",
                "To: <sip:1002@203.0.113.9>");
        Flow flow = new Flow(Transport.UDP, "203.0.113.9", 5060, "udp");
        return Dialog.calling(
                invite, WireText.response("200 OK", lines), "1001", new Dialog.Peer(ports, udp, flow, false));
    }

    private static String way(SIPRequest request) {
        Way way = HopRouter.way(request);
        return way.hop().getTransport() + " " + way.hop().getHost() + " "
                + way.hop().getPort() + " by " + way.port().name();
    }

    private static List<String> routes(SIPRequest request) {
        return Messages.headers(request, "Route").stream()
                .map(header -> header.value())
                .toList();
    }

    @Test
    void turnsTheCallersFromAndToRound() {
        SIPRequest bye = answering(udp, false, "Contact: <sip:1001@203.0.113.9:5070;x=y>")
                .request("BYE");
        assertThat(bye.encode()).startsWith("BYE sip:1001@203.0.113.9:5070;x=y SIP/2.0\r\n");
        assertThat(bye.getFrom().getAddress().getURI()).hasToString("sip:1002@pbx.example");
        assertThat(bye.getFrom().getTag()).isEqualTo("ours");
        assertThat(bye.getTo().getAddress().getURI()).hasToString("sip:1001@pbx.example");
        assertThat(bye.getTo().getTag()).isEqualTo("a1");
        assertThat(bye.getCallId().getCallId()).isEqualTo("1@192.0.2.7");
        assertThat(way(bye)).isEqualTo("udp 203.0.113.9 5070 by udp");
    }

    @Test
    void numbersItsRequestsAndGivesAnAckItsInvitesNumber() {
        Dialog dialog = calling("Contact: <sip:1002@203.0.113.9>");
        SIPRequest ack = dialog.ack(7);
        assertThat(ack.getCSeq().getSeqNumber()).isEqualTo(7);
        assertThat(ack.getTopmostVia().getBranch()).startsWith("z9hG4bK");
        assertThat(dialog.request("INFO").getCSeq().getSeqNumber()).isEqualTo(8);
        assertThat(dialog.request("BYE").getCSeq().getSeqNumber()).isEqualTo(9);
    }

    @Test
    void takesAPeersNumbersInOrder() {
        Dialog dialog = answering(udp, false, "Contact: <sip:1@203.0.113.9>");
        assertThat(dialog.accept(6)).isFalse();
        assertThat(dialog.accept(8)).isTrue();
        assertThat(dialog.accept(20)).isTrue();
        assertThat(dialog.accept(19)).isFalse();
        assertThat(calling("Contact: <sip:1@203.0.113.9>").accept(0)).isTrue();
    }

    @Test
    void followsRecordedRoutesInTheCallersOrder() {
        SIPRequest bye = answering(
                        udp,
                        false,
                        "Contact: <sip:1001@192.168.1.5>",
                        "Record-Route: <sip:203.0.113.20:5080;lr>, <sip:203.0.113.21;lr>")
                .request("BYE");
        assertThat(routes(bye)).containsExactly("<sip:203.0.113.20:5080;lr>", "<sip:203.0.113.21;lr>");
        assertThat(bye.encode()).startsWith("BYE sip:1001@192.168.1.5 SIP/2.0\r\n");
        assertThat(way(bye)).isEqualTo("udp 203.0.113.20 5080 by udp");
    }

    @Test
    void followsRecordedRoutesOfAnAnswerFromTheLast() {
        SIPRequest ack = calling(
                        "Contact: <sip:1002@203.0.113.9>",
                        "Record-Route: <sip:203.0.113.21;lr>",
                        "Record-Route: <sip:203.0.113.20;transport=tcp;lr>")
                .ack(1);
        assertThat(routes(ack)).containsExactly("<sip:203.0.113.20;transport=tcp;lr>", "<sip:203.0.113.21;lr>");
        assertThat(way(ack)).isEqualTo("tcp 203.0.113.20 5060 by tcp");
        assertThat(ack.getTopmostVia().getTransport()).isEqualToIgnoringCase("tcp");
    }

    @Test
    void givesAStrictRouterWhatItWants() {
        SIPRequest bye = answering(
                        udp,
                        false,
                        "Contact: <sip:1001@203.0.113.9>",
                        "Record-Route: <sip:203.0.113.20>, <sip:203.0.113.21;lr>")
                .request("BYE");
        assertThat(bye.encode()).startsWith("BYE sip:203.0.113.20 SIP/2.0\r\n");
        assertThat(routes(bye)).containsExactly("<sip:203.0.113.21;lr>", "<sip:1001@203.0.113.9>");
        assertThat(way(bye)).isEqualTo("udp 203.0.113.20 5060 by udp");
    }

    @ParameterizedTest
    @CsvSource({
        "Contact: <sip:1001@192.168.1.5:5062>, udp 203.0.113.9 40000 by udp",
        "Contact: <sip:1001@203.0.113.9:5062>, udp 203.0.113.9 40000 by udp",
        "X-No: contact, udp 203.0.113.9 40000 by udp",
    })
    void sendsWhereTheNatShowsThePeerAndNamesWhatItCalledItself(String contact, String way) {
        SIPRequest bye = answering(udp, true, contact).request("BYE");
        assertThat(way(bye)).isEqualTo(way);
        if (contact.startsWith("Contact")) {
            assertThat(bye.getRequestURI().toString()).isEqualTo(contact.substring(10, contact.length() - 1));
        }
    }

    @Test
    void staysOnTheConnectionThatThePeerMade() {
        SIPRequest bye = answering(tcp, false, "Contact: <sip:1001@203.0.113.9:5060;transport=tcp>")
                .request("BYE");
        assertThat(way(bye)).isEqualTo("tcp 203.0.113.9 40000 by tcp");
        assertThat(bye.getTopmostVia().getTransport()).isEqualToIgnoringCase("tcp");
    }

    @Test
    void followsAPeerThatMoves() {
        Dialog dialog = answering(udp, false, "Contact: <sip:1001@203.0.113.9>");
        dialog.refresh(null);
        assertThat(way(dialog.request("INFO"))).isEqualTo("udp 203.0.113.9 5060 by udp");
        dialog.refresh((ContactHeader) WireText.request("UPDATE", "sip:1@h", "Contact: <sip:1001@203.0.113.10:5090>")
                .getHeader("Contact"));
        assertThat(way(dialog.request("INFO"))).isEqualTo("udp 203.0.113.10 5090 by udp");
    }

    @Test
    void tellsOurContactByTheListener() {
        assertThat(Messages.value(
                        answering(udp, false, "Contact: <sip:1@203.0.113.9>").contact()))
                .isEqualTo("<sip:1002@203.0.113.1:5060>");
        assertThat(Messages.value(
                        answering(tcp, false, "Contact: <sip:1@203.0.113.9>").contact()))
                .isEqualTo("<sip:1002@203.0.113.1:5060;transport=tcp>");
    }
}
