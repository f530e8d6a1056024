// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.records.Happenings.ALAW;
import static org.strowger.records.Happenings.BEGAN;
import static org.strowger.records.Happenings.HOLD;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.api.call.Cause.By;
import org.strowger.api.call.Leg.Side;
import org.strowger.api.sip.Header;

final class DeriverTest {
    private final Deriver deriver = new Deriver(100);

    private List<CallRecord> records(Happenings happenings) {
        return records(happenings.entries());
    }

    private List<CallRecord> records(List<Entry> entries) {
        List<CallRecord> records = new ArrayList<>();
        entries.forEach(entry -> records.addAll(deriver.on(entry)));
        return records;
    }

    private static CallRecord last(List<CallRecord> records) {
        return records.get(records.size() - 1);
    }

    @Test
    void aPlainCallIsOneCallAndOneAttempt() {
        List<CallRecord> records = records(Happenings.plain("c1"));

        assertThat(records).hasSize(2);
        CallRecord attempt = records.get(0);
        CallRecord call = records.get(1);
        assertThat(attempt.seq()).isEqualTo(100);
        assertThat(attempt.text(Column.KIND)).isEqualTo("attempt");
        assertThat(attempt.text(Column.TRANSPORT)).isEqualTo("udp");
        assertThat(attempt.text(Column.SIP_CALL_ID)).isEqualTo("sip-b-c1");
        assertThat(attempt.text(Column.END_STATUS)).isEqualTo("ok");
        assertThat(call.text(Column.KIND)).isEqualTo("call");
        assertThat(call.text(Column.JOURNEY)).isEqualTo("c1");
        assertThat(call.text(Column.CALLER)).isEqualTo("1001");
        assertThat(call.text(Column.ACCOUNT)).isEqualTo("al");
        assertThat(call.text(Column.RULE)).isEqualTo("line 7");
        assertThat(call.text(Column.DESTINATION)).isEqualTo("1002");
        assertThat(call.text(Column.TRANSPORT)).isEqualTo("tcp");
        assertThat(call.text(Column.PEER)).isEqualTo("tcp:192.0.2.1:5070");
        assertThat(call.text(Column.SIP_CALL_ID)).isEqualTo("sip-c1");
        assertThat(call.text(Column.CODEC)).isEqualTo("PCMA");
        assertThat(call.value(Column.BEGAN)).contains(BEGAN);
        assertThat(call.value(Column.RANG)).contains(BEGAN.plusMillis(500));
        assertThat(call.value(Column.ANSWERED)).contains(BEGAN.plusMillis(1000));
        assertThat(call.value(Column.DURATION_MS)).contains(3000L);
        assertThat(call.value(Column.ANSWERED_MS)).contains(1000L);
        assertThat(call.value(Column.TALK_MS)).contains(2000L);
        assertThat(call.value(Column.HELD_MS)).contains(0L);
        assertThat(call.text(Column.HANGUP_SIDE)).isEqualTo("called");
        assertThat(deriver.size()).isZero();
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                // by, status, class; end status, hangup by, final code
                Arguments.of(By.PEER, 487, "normal", "dialog-hangup", "remote"),
                Arguments.of(By.PEER, 486, "normal", "dialog-hangup", "remote"),
                Arguments.of(By.PEER, 603, "user-hangup", "dialog-hangup", "remote"),
                Arguments.of(By.TIMER, 480, "timer-expired", "timer-expired", "local"),
                Arguments.of(By.TIMER, 408, "timer-expired", "timer-expired", "local"),
                Arguments.of(By.US, 404, "error", "signaling-error", "local"),
                Arguments.of(By.FAULT, 500, "error", "pipeline-error", "local"));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void aCallThatNobodyAnsweredSaysWhy(By by, int status, String reason, String ended, String who) {
        CallRecord call = last(records(
                Happenings.call("c1").tried("1002", "registrar").after(40).ends(null, by, status, reason)));

        assertThat(call.text(Column.END_STATUS)).isEqualTo(ended);
        assertThat(call.text(Column.HANGUP_REASON)).isEqualTo(reason);
        assertThat(call.text(Column.HANGUP_BY)).isEqualTo(who);
        assertThat(call.value(Column.SIP_FINAL_CODE)).contains((long) status);
        assertThat(call.value(Column.ANSWERED_MS)).isEmpty();
        assertThat(call.value(Column.DURATION_MS)).contains(40L);
    }

    @Test
    void everyAttemptHasItsOwnEnd() {
        List<CallRecord> records = records(Happenings.call("c1")
                .tried("1002", "trunk-a")
                .after(10)
                .fails(By.PEER, 503)
                .tried("1003", "trunk-b")
                .after(10)
                .answers()
                .after(100)
                .hangsUp(Side.A));

        assertThat(records)
                .extracting(record -> record.text(Column.CALLOUT))
                .containsExactly("trunk-a", "trunk-b", "trunk-b");
        assertThat(records)
                .extracting(record -> record.text(Column.SIP_FINAL_CODE))
                .containsExactly("503", "200", "200");
        assertThat(records)
                .extracting(record -> record.text(Column.END_STATUS))
                .containsExactly("signaling-error", "ok", "ok");
        assertThat(records).extracting(CallRecord::seq).containsExactly(100L, 101L, 102L);
    }

    @Test
    void aReasonIsKeptAsItCame() {
        CallRecord call = last(records(Happenings.call("c1")
                .ends(Side.A, By.PEER, 200, "normal", new Header("Reason", "Q.850;cause=16;text=\"x\""))));

        assertThat(call.text(Column.REASON)).isEqualTo("Q.850;cause=16;text=\"x\"");
    }

    @Test
    void holdIsCountedWhoeverHolds() {
        CallRecord call = last(records(Happenings.call("c1")
                .tried("1002", "registrar")
                .answers()
                .after(1000)
                .changes(Side.A, HOLD)
                .after(300)
                .changes(Side.B, HOLD)
                .after(300)
                .changes(Side.A, ALAW)
                .after(300)
                .changes(Side.B, ALAW)
                .after(1000)
                .changes(Side.A, HOLD)
                .after(100)
                .hangsUp(Side.A)));

        assertThat(call.value(Column.HELD_MS)).contains(1000L);
        assertThat(call.value(Column.TALK_MS)).contains(3000L);
    }

    @Test
    void aTransferIsOneJourney() {
        Happenings first = Happenings.call("c1").tried("1002", "registrar").answers();
        records(first);
        records(Happenings.offered("c2", Optional.of("registrar")));
        Happenings rest = Happenings.call("c1");
        List<Entry> transfer =
                new ArrayList<>(rest.transfers("1003", "c2").transferred().entries());
        transfer.removeIf(entry -> entry.kind() == Entry.Kind.OFFERED);
        records(transfer);
        CallRecord one = last(records(List.of(last("c1"))));
        CallRecord two = last(records(List.of(last("c2"))));

        assertThat(one.text(Column.TRANSFERRED_TO)).isEqualTo("1003");
        assertThat(one.text(Column.SCENARIO)).isEqualTo("call");
        assertThat(two.text(Column.JOURNEY)).isEqualTo("c1");
        assertThat(two.text(Column.SCENARIO)).isEqualTo("transfer");
    }

    private static Entry last(String call) {
        List<Entry> entries = Happenings.call(call).hangsUp(Side.A).entries();
        return entries.get(entries.size() - 1);
    }

    @Test
    void aLinkThatIsToldBeforeTheCallIsOfferedCounts() {
        deriver.on(new Entry(Entry.Kind.LINKED, "c2", BEGAN, Map.of("other", "c1")));

        assertThat(last(records(Happenings.plain("c2"))).text(Column.JOURNEY)).isEqualTo("c1");
        assertThat(deriver.snapshot()).isEmpty();
    }

    @Test
    void anEndThatComesTwiceCountsOnce() {
        records(Happenings.plain("c1"));

        assertThat(records(List.of(last("c1")))).isEmpty();
    }

    @Test
    void whatItKnowsCanBeWrittenDownAndReadAnywhere() {
        List<Entry> entries = Happenings.call("c1")
                .tried("1002", "trunk-a")
                .fails(By.PEER, 503)
                .tried("1003", "trunk-b")
                .answers()
                .after(200)
                .changes(Side.A, HOLD)
                .after(100)
                .changes(Side.A, ALAW)
                .hangsUp(Side.A)
                .entries();
        List<CallRecord> expected = records(entries);

        for (int cut = 0; cut < entries.size(); cut++) {
            Deriver before = new Deriver(100);
            entries.subList(0, cut).forEach(before::on);
            Deriver after = new Deriver(before.next());
            before.snapshot().forEach(after::on);
            List<CallRecord> records = new ArrayList<>();
            entries.subList(cut, entries.size()).forEach(entry -> records.addAll(after.on(entry)));
            assertThat(records).as("written down after %s", cut).isEqualTo(expected);
        }
    }
}
