// SPDX-License-Identifier: Apache-2.0
package org.strowger.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Cause;
import org.strowger.api.event.CallEvent;
import org.strowger.api.event.CallEvent.Decider;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Transport;

final class CallCountsTest {
    private static final Instant BEGAN = Instant.parse("2026-01-31T08:00:00Z");
    private static final Flow FLOW = new Flow(Transport.UDP, "192.0.2.7", 5060, "udp");

    private final CallCounts counts = new CallCounts();

    private void call(String id, String from, int status, boolean answered, String reason) {
        counts.on(new CallEvent.Offered(id, BEGAN, from, "1002", FLOW, "sip-" + id, Optional.empty()));
        counts.on(new CallEvent.Claimed(id, BEGAN, new Caller(from, "", from), new Decider("registrar", "1.0")));
        counts.on(new CallEvent.Tried(id, BEGAN, "1002", new Decider("trunk-a", "1.0")));
        if (answered) {
            counts.on(new CallEvent.Answered(id, BEGAN.plusMillis(200), "udp:192.0.2.8:5060", "", Optional.empty()));
        }
        Cause cause = Cause.of(Cause.By.PEER, status);
        counts.on(new CallEvent.Ended(id, BEGAN.plusMillis(3200), Optional.empty(), cause, reason));
    }

    private List<String> lines() {
        Exposition to = new Exposition();
        counts.write(to);
        return to.toString().lines().toList();
    }

    @Test
    void callsAreCountedByWhatBecameOfThem() {
        call("c1", "1001", 200, true, "normal");
        call("c2", "1001", 200, true, "normal");
        call("c3", "1001", 486, false, "normal");

        assertThat(lines())
                .contains(
                        "strowger_calls_offered_total 3",
                        "strowger_calls_total{callin=\"registrar\",callout=\"trunk-a\",outcome=\"answered\",status=\"200\",reason=\"normal\"} 2",
                        "strowger_calls_total{callin=\"registrar\",callout=\"trunk-a\",outcome=\"unanswered\",status=\"486\",reason=\"normal\"} 1",
                        "strowger_call_setup_seconds_bucket{le=\"0.1\"} 0",
                        "strowger_call_setup_seconds_bucket{le=\"0.25\"} 2",
                        "strowger_call_setup_seconds_bucket{le=\"+Inf\"} 2",
                        "strowger_call_setup_seconds_sum 0.4",
                        "strowger_call_talk_seconds_count 2");
    }

    @Test
    void manyCallersMakeNoSeries() {
        call("c0", "1001", 200, true, "normal");
        int before = lines().size();
        for (int i = 0; i < 10_000; i++) {
            call("c" + i, "caller " + i, 200, true, "normal");
        }

        assertThat(lines()).hasSize(before);
    }

    @Test
    void seriesAreBoundedWhateverPeersAnswer() {
        for (int i = 0; i < 5000; i++) {
            call("c" + i, "1001", 400 + i % 300, false, "reason " + i);
        }

        assertThat(lines().size()).isLessThan(2100);
        assertThat(lines()).anyMatch(line -> line.contains("callin=\"other\"") && line.endsWith(" 3000"));
    }

    @Test
    void whatALabelHoldsIsEscaped() {
        assertThat(new Exposition().sample("m", 0.5, "a", "b\"c\\d\ne").toString())
                .isEqualTo("m{a=\"b\\\"c\\\\d\\ne\"} 0.5\n");
    }
}
