// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.call.Target.Quirks;

class SettingsTest {
    private final OutboundSettings settings = new OutboundSettings(Map.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "caller.user | a b",
                "rtp.host | somewhere.example",
                "rtp.port | 0",
                "codecs | PCMA, G7XX",
                "codecs | ,",
                "campaign.rate | 0",
                "campaign.concurrent | many",
                "campaign.queue | -1",
                "calls.max | 0",
                "hook.timeout | 2001",
                "callid.adopt | perhaps",
                "cancel.grace | -1",
                "trusted | 10.0.0.0/33",
                "trusted | everybody",
            })
    void aBadValueIsRefusedByItsKeyAndChangesNothing(String key, String value) {
        settings.modified(Map.of("caller.user", "first"));
        settings.modified(Map.of("caller.name", "second", key, value));
        assertThat(settings.refused()).hasSize(1).first().satisfies(problem -> assertThat(problem.key())
                .isEqualTo(key));
        assertThat(settings.get().user()).isEqualTo("first");
        assertThat(settings.get().name()).isEmpty();
        assertThat(settings.check(Settings.PID, Map.of(key, value))).hasSize(1);
    }

    @Test
    void theDefaultsAreThoseOfTheMetatype() throws NoSuchMethodException {
        assertThat(settings.get()).isEqualTo(Settings.DEFAULT);
        assertThat(OutboundConfig.class.getDeclaredMethod("codecs").getDefaultValue())
                .isEqualTo("PCMA, PCMU, G722, opus, telephone-event");
        assertThat(Settings.DEFAULT.trusts("2001:db8::7") && Settings.DEFAULT.trusts("192.0.2.7"))
                .isTrue();
    }

    @Test
    void quirksAndTrustAreRead() {
        settings.modified(Map.of("callid.adopt", "true", "cancel.grace", 500, "trusted", "10.0.0.0/8, 192.0.2.7"));
        assertThat(settings.get().quirks()).isEqualTo(new Quirks(true, Optional.of(Duration.ofMillis(500))));
        assertThat(settings.get().trusts("10.1.2.3")).isTrue();
        assertThat(settings.get().trusts("192.0.2.8")).isFalse();
    }
}
