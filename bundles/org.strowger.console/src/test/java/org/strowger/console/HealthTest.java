// SPDX-License-Identifier: Apache-2.0
package org.strowger.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.api.sip.ListenerInfo;
import org.strowger.api.sip.Transport;
import org.strowger.console.plugin.Plugin;

class HealthTest {
    private static final ListenerInfo UDP =
            new ListenerInfo("udp", Transport.UDP, "127.0.0.1", 5060, "127.0.0.1", Optional.empty());
    private static final ListenerInfo TCP =
            new ListenerInfo("tcp", Transport.TCP, "::1", 5060, "::1", Optional.of("Address already in use"));

    @Test
    void itIsReadyWhenEverybodyIsThereAndEveryListenerListens() {
        Health health = new Health(Optional.of(List.of(UDP)), true, true, Map.of(), List.of());

        assertThat(health.ready()).isTrue();
        assertThat(health.report().rows())
                .extracting(row -> row.get("part"))
                .containsExactly("sip", "engine", "router", "listener udp");
    }

    @Test
    void aListenerThatDoesNotListenIsNamedWithTheReason() {
        Health health = new Health(Optional.of(List.of(UDP, TCP)), true, true, Map.of(), List.of());

        assertThat(health.ready()).isFalse();
        assertThat(health.findings())
                .containsExactly("listener tcp: does not listen on tcp:[::1]:5060: Address already in use");
    }

    @Test
    void withoutAnyListenerItIsNotReady() {
        assertThat(new Health(Optional.of(List.of()), true, true, Map.of(), List.of()).findings())
                .singleElement()
                .asString()
                .startsWith("listener: none is configured");
    }

    @Test
    void whoeverIsMissingIsNamed() {
        Health health = new Health(Optional.empty(), false, false, Map.of(), List.of());

        assertThat(health.findings())
                .extracting(finding -> finding.substring(0, finding.indexOf(':')))
                .containsExactly("sip", "engine", "router");
    }

    @Test
    void aComponentThatCannotRunIsNamedWithItsReason() {
        Health health = new Health(
                Optional.of(List.of(UDP)),
                true,
                true,
                Map.of("org.strowger.registrar.Storage", "waits for DataSource"),
                List.of());

        assertThat(health.ready()).isFalse();
        assertThat(health.findings()).containsExactly("org.strowger.registrar.Storage: waits for DataSource");
    }

    @Test
    void aPluginThatDoesNotResolveIsNamedAndKeepsNobodyFromCalling() {
        Plugin broken = new Plugin(
                77, "org.example", "1.0.0", "installed", "file:x.jar", List.of("needs a 9, here is 1", "needs b"));
        Plugin well = new Plugin(78, "org.example2", "1.0.0", "active", "file:y.jar", List.of());
        Health health = new Health(Optional.of(List.of(UDP)), true, true, Map.of(), List.of(broken, well));

        assertThat(health.ready()).isTrue();
        assertThat(health.notes())
                .containsExactly("plug-in org.example 1.0.0: does not run: needs a 9, here is 1; needs b");
        assertThat(health.report().rows()).hasSize(5).last().satisfies(row -> assertThat(row)
                .containsEntry("part", "plug-in org.example 1.0.0")
                .containsEntry("ready", null));
    }
}
