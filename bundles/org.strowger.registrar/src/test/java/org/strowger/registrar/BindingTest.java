// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Transport;

class BindingTest {
    private static final Instant NOW = Instant.parse("2024-03-01T12:00:00Z");

    private static Binding binding(String uri, String transport, String host, int port, String... path) {
        Flow source = new Flow(Transport.parse(transport), host, port, "lan");
        return new Binding(Contact.parse("<" + uri + ">"), "c", 1, source, List.of(path), "", NOW, NOW.plusSeconds(60));
    }

    @ParameterizedTest(name = "{0} from {1}:{2}:{3} is reached by {4}")
    @CsvSource({
        // behind a NAT: only where it came from
        "sip:x@10.0.0.1:5060, udp, 192.0.2.7, 40000, udp:192.0.2.7:40000",
        "sip:x@phone.lan, udp, 192.0.2.7, 40000, udp:192.0.2.7:40000",
        "sip:x@10.0.0.1;transport=tcp, udp, 192.0.2.7, 40000, udp:192.0.2.7:40000",
        // on its own address: at the port that it names
        "sip:x@192.0.2.7:5060, udp, 192.0.2.7, 5060, udp:192.0.2.7:5060",
        "sip:x@192.0.2.7, udp, 192.0.2.7, 40000, udp:192.0.2.7:5060",
        "sip:x@192.0.2.7:5080;transport=UDP, udp, 192.0.2.7, 40000, udp:192.0.2.7:5080",
        "sip:x@[2001:DB8::7]:5080, udp, 2001:db8::7, 40000, udp:[2001:db8::7]:5080",
        // by another transport than it registers over
        "sip:x@192.0.2.7:5060;transport=tcp, udp, 192.0.2.7, 5060,",
        "sips:x@192.0.2.7:5061, udp, 192.0.2.7, 5060,",
        // the connection that it opened
        "sip:x@192.0.2.7:5060;transport=tcp, tcp, 192.0.2.7, 49152, tcp:192.0.2.7:49152",
        "sips:x@192.0.2.7:5061, tls, 192.0.2.7, 49152, tls:192.0.2.7:49152",
    })
    void aPhoneIsReachedTheWayThatWorks(String uri, String transport, String host, int port, String way) {
        assertThat(binding(uri, transport, host, port).way().map(Flow::toString).orElse(null))
                .isEqualTo(way);
    }

    @Test
    void aPhoneBehindAProxyIsReachedOverTheProxy() {
        Binding binding = binding("sip:x@192.0.2.7:5060", "udp", "192.0.2.7", 40000, "<sip:edge.example;lr>");

        assertThat(binding.way()).contains(binding.source());
    }

    @Test
    void aSecondThatHasBegunCounts() {
        Binding binding = binding("sip:x@h", "udp", "192.0.2.7", 5060);

        assertThat(binding.secondsLeft(NOW)).isEqualTo(60);
        assertThat(binding.secondsLeft(NOW.plusMillis(1))).isEqualTo(60);
        assertThat(binding.secondsLeft(NOW.plusMillis(1000))).isEqualTo(59);
    }
}
