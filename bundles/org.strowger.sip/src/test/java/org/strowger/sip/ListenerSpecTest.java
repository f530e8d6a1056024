// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;
import org.strowger.api.sip.Transport;

class ListenerSpecTest {
    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.1", "[2001:db8::1], 2001:db8::1", "::, ::", "0.0.0.0, 0.0.0.0"})
    void takesANumericAddressWithOrWithoutBrackets(String host, String kept) {
        ListenerSpec spec = new ListenerSpec("udp", Transport.UDP, host, 5060, host);
        assertThat(spec.host()).isEqualTo(kept);
        assertThat(spec.advertised()).isEqualTo(kept);
    }

    @Test
    void mayAdvertiseNothing() {
        assertThat(new ListenerSpec("udp", Transport.UDP, "::1", 1, "").advertised())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "host, pbx.example, 'pbx.example' is not a numeric IPv4 or IPv6 address",
        "host, '[::1', '[::1' is not a numeric IPv4 or IPv6 address",
        "host, 'zz::1', 'zz::1' is not a numeric IPv4 or IPv6 address",
        "port, 0, 0 is not between 1 and 65535",
        "port, 65536, 65536 is not between 1 and 65535",
        "port, sip, 'sip' is not a whole number",
        "advertised, pbx.example, 'pbx.example' is not a numeric IPv4 or IPv6 address",
        "transport, sctp, 'unknown transport ''sctp'': expected udp, tcp or tls'"
    })
    void namesTheFileTheKeyAndWhatIsWrong(String key, String value, String reason) {
        String pid = "org.strowger.sip~udp";
        Map<String, Object> properties =
                Map.of(key, value, "felix.fileinstall.filename", "file:/etc/org.strowger.sip-udp.cfg");
        assertThat(Refusals.check(pid, properties))
                .containsExactly(new Problem(pid, "org.strowger.sip-udp.cfg", key, reason.replace("\"", "'")));
    }

    @Test
    void everyBadValueIsSaid() {
        Map<String, Object> properties = Map.of("host", "h", "port", List.of(5060), "transport", new int[0]);
        assertThat(Refusals.check("org.strowger.sip~udp", properties))
                .extracting(Problem::key)
                .containsExactly("transport", "host", "port");
    }

    @Test
    void valuesOfAnyKindAreReadAsText() {
        Values reading = new Values("org.strowger.sip~x", Map.of("port", 5070L, "host", " ::1 ", "transport", "TCP"));
        assertThat(ListenerSpec.read("x", reading)).isEqualTo(new ListenerSpec("x", Transport.TCP, "::1", 5070, ""));
        assertThat(reading.problems()).isEmpty();
    }

    @Test
    void tlsWantsACertificateAndItsKey() {
        String pid = "org.strowger.sip~tls";
        assertThat(Refusals.check(pid, Map.of("transport", "tls")))
                .extracting(Problem::key)
                .containsExactly("tls.certificate", "tls.key");
        assertThat(Refusals.check(
                        pid,
                        Map.of(
                                "transport",
                                "tls",
                                "tls.certificate",
                                "/none/a",
                                "tls.key",
                                "/none/b",
                                "tls.clients",
                                "x")))
                .extracting(Problem::toString)
                .containsExactly(
                        pid + ": tls.clients: 'x' is none of none, want, need",
                        pid + ": tls.certificate: /none/a cannot be read: java.nio.file.NoSuchFileException: /none/a");
    }
}
