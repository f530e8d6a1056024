// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.api.sip.Body;

class OriginTest {
    private static final List<String> TALK = List.of("v=0", "s=-", "m=audio 4000 RTP/AVP 8");
    private static final List<String> HOLD = List.of("v=0", "s=-", "m=audio 4000 RTP/AVP 8", "a=sendonly");

    private final Origin origin = new Origin("call-1", 1_000);

    @Test
    void theVersionCountsOneUpWithEachChangeAndTheIdentityStays() {
        String id = sign(TALK).split(" ")[1];
        assertThat(sign(TALK)).isEqualTo("o=- " + id + " 1001 IN IP4 192.0.2.1");
        assertThat(sign(HOLD)).isEqualTo("o=- " + id + " 1002 IN IP4 192.0.2.1");
        assertThat(sign(HOLD)).isEqualTo("o=- " + id + " 1002 IN IP4 192.0.2.1");
        assertThat(sign(TALK)).isEqualTo("o=- " + id + " 1003 IN IP4 192.0.2.1");
    }

    @Test
    void aLaterRelayOfTheSameCallGoesOnWithTheSameSession() {
        String[] before = sign(TALK).split(" ");
        String[] after = new Origin("call-1", 2_000)
                .sign(Body.SDP, TALK, "192.0.2.1")
                .text()
                .split("\r\n")[1]
                .split(" ");
        assertThat(after[1]).isEqualTo(before[1]);
        assertThat(Long.parseLong(after[2])).isGreaterThan(Long.parseLong(before[2]));
    }

    private String sign(List<String> lines) {
        return origin.sign(Body.SDP, lines, "192.0.2.1").text().split("\r\n")[1];
    }
}
