// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.sip.Transport;

/** Who reads messages is a setting, in force for the next message on the sockets and connections that there are. */
class ParserSwitchTest extends EndpointFixture {
    private Port tcp;
    private Phone byUdp;
    private TcpPhone byTcp;

    @BeforeEach
    void phones() throws IOException {
        if (tcp == null) {
            tcp = endpoint.sockets().open(new ListenerSpec("tcp", Transport.TCP, "127.0.0.1", freePort(), ""));
        }
        byUdp = new Phone(number());
        byTcp = new TcpPhone(tcp.portNumber());
    }

    @AfterEach
    void over() throws IOException {
        byUdp.close();
        byTcp.close();
        endpoint.modified(Map.of());
    }

    @Test
    void isChangedUnderAConnection() throws Exception {
        for (String stock : new String[] {"", "parser", ""}) {
            endpoint.modified(Map.of("stock", stock));
            assertThat(readsQuickly(port)).isEqualTo(stock.isEmpty());
            assertThat(readsQuickly(tcp)).isEqualTo(stock.isEmpty());
            optionsAreAnswered();
        }
    }

    @Test
    void aWordThatIsNoneOfThemChangesNothing() throws Exception {
        endpoint.modified(Map.of("stock", "parser"));
        endpoint.modified(Map.of("stock", "dialogs"));
        assertThat(readsQuickly(port)).isFalse();
    }

    /** The stack's own parser never comes to the end of such a comment, and takes all memory on the way. */
    @ParameterizedTest
    @ValueSource(strings = {"", "parser"})
    void aCommentThatEndsInABackslashHarmsNobody(String stock) throws Exception {
        endpoint.modified(Map.of("stock", stock));
        String via = "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx (a\\";
        byUdp.send(byUdp.request("OPTIONS", 1, Phone.branch(), Phone.branch(), "", via));
        byTcp.send(byTcp.request("OPTIONS", 1, Phone.branch(), "", via));
        assertThat(byUdp.await("SIP/2.0").first()).isEqualTo("SIP/2.0 200 OK");
        assertThat(byTcp.await("SIP/2.0").first()).isEqualTo("SIP/2.0 200 OK");
        optionsAreAnswered();
    }

    private void optionsAreAnswered() throws IOException {
        byUdp.send(byUdp.request("OPTIONS", 1, Phone.branch(), Phone.branch(), ""));
        assertThat(byUdp.await("SIP/2.0").first()).isEqualTo("SIP/2.0 200 OK");
        byTcp.send(byTcp.request("OPTIONS", 1, Phone.branch(), ""));
        assertThat(byTcp.await("SIP/2.0").first()).isEqualTo("SIP/2.0 200 OK");
    }

    /** The stack's own parser makes a new string of each word; nothing else tells the two apart. */
    private static boolean readsQuickly(Port port) throws ParseException {
        SIPTransactionStack stack = (SIPTransactionStack) ((SipProviderImpl) port.provider()).getSipStack();
        MessageParser parser = stack.getMessageParserFactory().createMessageParser(stack);
        byte[] message = "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP h\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        String transport = parser.parseSIPMessage(message, true, false, null)
                .getTopmostVia()
                .getTransport();
        assertThat(transport).isEqualTo("UDP");
        return transport == transport.intern();
    }
}
