// SPDX-License-Identifier: Apache-2.0
package org.strowger.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegInfo;
import org.strowger.api.call.RoleInfo;
import org.strowger.api.call.RoleStats;
import org.strowger.api.call.Step;
import org.strowger.api.sip.ListenerInfo;
import org.strowger.api.sip.Transport;

/** The columns are the JSON's fields, which scripts rely on. */
class ReportsTest {
    private static final CallInfo CALL = new CallInfo(
            "c1",
            CallState.TALKING,
            "1001",
            "1002",
            "1002",
            "registrar",
            "registrar",
            "line 3",
            Instant.EPOCH,
            Optional.of(Instant.EPOCH),
            List.of(new LegInfo(Leg.Side.A, "answered", "udp:192.0.2.7:5060", "1001", "x@y")));

    private static final RoleStats STATS =
            new RoleStats(5, 3, 2, 1, 0, List.of(3L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L));

    private static Map<String, Object> bucket(Long micros, long count) {
        Map<String, Object> bucket = new HashMap<>();
        bucket.put("micros", micros);
        bucket.put("count", count);
        return bucket;
    }

    @Test
    void callsHaveTheFieldsThatScriptsRelyOn() {
        assertThat(Reports.calls(List.of(CALL)).columns())
                .containsExactly(
                        "id", "state", "from", "to", "destination", "callin", "callout", "rule", "began", "answered");
        assertThat(Reports.calls(List.of(CALL)).rows().get(0))
                .containsEntry("state", "TALKING")
                .containsEntry("rule", "line 3")
                .containsEntry("answered", Instant.EPOCH);
    }

    @Test
    void aCallIsShownWithItsLegs() {
        Map<String, Object> leg = Map.of(
                "side", "A", "state", "answered", "peer", "udp:192.0.2.7:5060", "party", "1001", "sipCallId", "x@y");

        assertThat(Reports.call(CALL).rows().get(0)).containsEntry("id", "c1").containsEntry("legs", List.of(leg));
        assertThat(Reports.legs(CALL).rows()).containsExactly(leg);
        assertThat(Reports.properties(CALL).rows())
                .contains(Map.of("property", "id", "value", "c1"))
                .hasSize(10);
    }

    @Test
    void rolesListenersAndStepsHaveTheirFields() {
        RoleInfo role =
                new RoleInfo("trunk-x", "callin", 104, "org.strowger.trunk", "0.1.0", RoleInfo.State.ON_TRIAL, STATS);
        ListenerInfo listener = new ListenerInfo("udp", Transport.UDP, "0.0.0.0", 5060, "192.0.2.1", Optional.empty());

        assertThat(Reports.roles(List.of(role), false).columns())
                .containsExactly(
                        "name",
                        "part",
                        "state",
                        "ranking",
                        "bundle",
                        "version",
                        "offered",
                        "claimed",
                        "answered",
                        "failed",
                        "late",
                        "p50",
                        "p99");
        assertThat(Reports.roles(List.of(role), false).rows().get(0))
                .containsEntry("state", "on trial")
                .containsEntry("claimed", 3L)
                .containsEntry("p50", "10 us")
                .containsEntry("p99", "> 1 s");
        assertThat(Reports.roles(List.of(role), true).rows().get(0).get("times"))
                .asInstanceOf(LIST)
                .hasSize(12)
                .startsWith(bucket(10L, 3L))
                .endsWith(bucket(null, 1L));
        assertThat(Reports.listeners(List.of(listener)).columns())
                .containsExactly("name", "transport", "host", "port", "advertised", "listening", "failure");
        assertThat(Reports.listeners(List.of(listener)).rows().get(0))
                .containsEntry("transport", "udp")
                .containsEntry("listening", true);
        assertThat(Reports.steps(List.of(new Step("route", "line 3", "to 1002")))
                        .columns())
                .containsExactly("stage", "who", "outcome");
    }
}
