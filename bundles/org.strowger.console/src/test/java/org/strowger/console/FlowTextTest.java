// SPDX-License-Identifier: Apache-2.0
package org.strowger.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"udp:192.0.2.7:5060", "tcp:[2001:db8::7]:5080", "tls:192.0.2.7:5061"})
    void aFlowIsReadAsItIsShown(String text) {
        assertThat(FlowText.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "192.0.2.7", "192.0.2.7:5060", "udp:192.0.2.7", "udp:192.0.2.7:0", "udp:a@b:1", "udp::5060"})
    void whatIsNoFlowIsAnErrorThatSaysSo(String text) {
        assertThatThrownBy(() -> FlowText.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
