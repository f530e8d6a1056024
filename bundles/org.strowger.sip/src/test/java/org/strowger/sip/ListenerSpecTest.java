// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.sip.Transport;

class ListenerSpecTest {
    private static Listener.Config config(Map<String, Object> values) {
        return (Listener.Config) Proxy.newProxyInstance(
                Listener.Config.class.getClassLoader(),
                new Class<?>[] {Listener.Config.class},
                (config, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

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
        "udp, pbx.example, 5060, '', host: 'pbx.example' is not a numeric IPv4 or IPv6 address",
        "udp, '', 5060, '', host: '' is not a numeric IPv4 or IPv6 address",
        "udp, '[::1', 5060, '', host: '[::1' is not a numeric IPv4 or IPv6 address",
        "udp, 'zz::1', 5060, '', host: 'zz::1' is not a numeric IPv4 or IPv6 address",
        "udp, 192.0.2.1, 0, '', port: 0 is not between 1 and 65535",
        "udp, 192.0.2.1, 65536, '', port: 65536 is not between 1 and 65535",
        "udp, 192.0.2.1, 5060, pbx.example, advertised: 'pbx.example' is not a numeric IPv4 or IPv6 address",
        "tls, 192.0.2.1, 5061, '', transport: tls is not supported yet: expected udp or tcp",
        "sctp, 192.0.2.1, 5061, '', unknown transport 'sctp': expected"
    })
    void namesTheFileTheKeyAndWhatIsWrong(String transport, String host, int port, String advertised, String message) {
        Map<String, Object> bad = Map.of("transport", transport, "host", host, "port", port, "advertised", advertised);
        Map<String, Object> properties = Map.of(
                "service.pid",
                "org.strowger.sip~udp",
                "felix.fileinstall.filename",
                "file:/etc/org.strowger.sip-udp.cfg");
        assertThatThrownBy(() -> new Listener(config(bad), properties, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("file:/etc/org.strowger.sip-udp.cfg: ")
                .hasMessageContaining(message);
    }
}
