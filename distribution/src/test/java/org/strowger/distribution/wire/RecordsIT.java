// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.SOON;
import static org.strowger.distribution.wire.Calls.callee;
import static org.strowger.distribution.wire.Calls.caller;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What became of a call is in its record, once, whoever is slow or killed. */
@Wire
final class RecordsIT {
    private static final int MANY = 60;
    private static final int A_SECOND = 30;
    private static final Duration TO_CATCH_UP = Duration.ofSeconds(60);

    /** The records of one call of a SIPp, waited for; the last is the call's. */
    private static List<JsonObject> records(Exchange exchange, SippRun caller) {
        String filter =
                "--attempts sip_call_id=" + caller.packets().get(0).message().header("Call-ID");
        Await.until("the call has a record", SOON, () -> !exchange.json("pbx:records " + filter)
                .isEmpty());
        JsonObject call = exchange.json("pbx:records " + filter).get(0).getAsJsonObject();
        return rows(exchange, "call=" + call.get("call").getAsString());
    }

    private static List<JsonObject> rows(Exchange exchange, String filter) {
        return StreamSupport.stream(
                        exchange.json("pbx:records --attempts --limit 10000 " + filter)
                                .spliterator(),
                        false)
                .map(JsonElement::getAsJsonObject)
                .sorted(Comparator.comparing(row -> row.get("seq").getAsLong()))
                .toList();
    }

    private static String text(JsonObject record, String field) {
        JsonElement value = record.get(field);
        return value == null || value.isJsonNull() ? "" : value.getAsString();
    }

    private static JsonObject last(List<JsonObject> records) {
        return records.get(records.size() - 1);
    }

    @Test
    @DisplayName("O4: a call that was talked on has a record, and its attempt another")
    void aCallHasItsRecords(Exchange exchange, Lab lab) {
        SippRun callee = callee(lab, "callee_answers").start();
        SippRun caller =
                caller(lab, "caller_talks").talks(Duration.ofSeconds(1)).run();
        callee.finish();

        List<JsonObject> records = records(exchange, caller);
        assertThat(records).extracting(row -> text(row, "kind")).containsExactly("attempt", "call");
        JsonObject attempt = records.get(0);
        JsonObject call = records.get(1);
        assertThat(text(attempt, "sipCallId"))
                .isEqualTo(callee.request("INVITE").header("Call-ID"));
        assertThat(text(attempt, "callout")).isEqualTo("trunk-north");
        assertThat(text(call, "dialled")).isEqualTo(Calls.TO_CALLEE);
        assertThat(text(call, "transport")).isEqualTo("udp");
        assertThat(text(call, "codec")).isNotEmpty();
        assertThat(text(call, "endStatus")).isEqualTo("ok");
        assertThat(text(call, "hangupReason")).isEqualTo("normal");
        assertThat(text(call, "hangupBy")).isEqualTo("remote");
        assertThat(text(call, "hangupSide")).isEqualTo("caller");
        assertThat(text(call, "sipFinalCode")).isEqualTo("200");
        assertThat(call.get("talkMs").getAsLong()).isBetween(900L, 10_000L);
    }

    @Test
    @DisplayName("O4: a refused call and a cancelled one say so, and by whom")
    void whatNobodyAnsweredSaysWhy(Exchange exchange, Lab lab) {
        SippRun busy = callee(lab, "callee_refuses")
                .key("refusal", "SIP/2.0 486 Busy Here")
                .start();
        JsonObject refused =
                last(records(exchange, caller(lab, "caller_is_refused").run()));
        busy.finish();
        SippRun ringing = callee(lab, "callee_rings_for_ever").start();
        JsonObject cancelled = last(records(
                exchange, caller(lab, "caller_cancels").option("-d", "200").run()));
        ringing.finish();

        assertThat(text(refused, "endStatus") + " " + text(refused, "sipFinalCode") + " " + text(refused, "hangupSide"))
                .isEqualTo("dialog-hangup 486 called");
        assertThat(text(cancelled, "endStatus") + " " + text(cancelled, "sipFinalCode") + " "
                        + text(cancelled, "hangupSide"))
                .isEqualTo("dialog-hangup 487 caller");
        assertThat(text(cancelled, "rang")).isNotEmpty();
        assertThat(text(cancelled, "answered")).isEmpty();
    }

    @Test
    @DisplayName("O4: the calls of a transfer are one journey")
    void aTransferIsOneJourney(Exchange exchange, Lab lab) {
        SippRun target = callee(lab, "callee_offers", "south").start();
        SippRun transferor = callee(lab, "callee_transfers").key("to", "75200").start();
        SippRun caller = caller(lab, "caller_is_transferred").run();
        transferor.finish();
        target.finish();
        exchange.audit();

        JsonObject first = last(records(exchange, caller));
        List<JsonObject> journey = rows(exchange, "journey=" + text(first, "journey"));
        assertThat(journey.stream().filter(row -> text(row, "kind").equals("call")))
                .extracting(row -> text(row, "scenario"))
                .containsExactlyInAnyOrder("call", "transfer");
        assertThat(text(first, "transferredTo")).isEqualTo("75200");
    }

    @Test
    @DisplayName("O4: what happens while the records' bundle is replaced is in the records all the same")
    void theBundleIsReplacedUnderCalls(Exchange exchange, Lab lab) {
        SippRun callees =
                callee(lab, "answer_until_bye").calls(MANY, MANY, MANY).start();
        SippRun callers = caller(lab, "caller_talks")
                .calls(MANY, 10, MANY)
                .talks(Duration.ofSeconds(2))
                .start();
        Await.until(
                "some calls have ended, and others are up",
                SOON,
                () -> ended(callers).size() >= 3);
        exchange.console(
                "bundle:update org.strowger.records file:" + ReplaceIT.shipped(exchange, "org.strowger.records"));
        callers.finish();
        callees.finish();
        exchange.awaitCommand("pbx:records");
        exchange.audit();

        Map<String, List<String>> ends = rows(exchange, "kind=call").stream()
                .collect(Collectors.groupingBy(
                        row -> text(row, "sipCallId"),
                        Collectors.mapping(row -> text(row, "endStatus"), Collectors.toList())));
        assertThat(callIds(callers))
                .hasSize(MANY)
                .allSatisfy(id -> assertThat(ends.get(id)).as(id).containsExactly("ok"));
    }

    @Test
    @DisplayName("O6: with a sink blocked no call notices, and every record arrives there once")
    void aBlockedSinkHoldsNobodyUp(Exchange exchange, Lab lab) throws IOException, InterruptedException {
        callee(lab, "callee_answers").start();
        caller(lab, "caller_talks").talks(Duration.ofMillis(100)).run();
        Path file = file(exchange);
        Await.until("the sink works", SOON, () -> Files.exists(file) && waiting(exchange) == 0);
        Path aside = exchange.home().resolve("aside.jsonl");
        Path pipe = exchange.home().resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Files.move(file, aside);
        // to open a pipe that nobody reads takes for ever
        Files.move(pipe, file);

        SippRun callees =
                callee(lab, "answer_until_bye").calls(MANY, MANY, MANY).start();
        SippRun callers = caller(lab, "caller_talks")
                .calls(MANY, A_SECOND, MANY)
                .talks(Duration.ofMillis(500))
                .run();
        callees.finish();
        Set<String> ids = callIds(callers);
        assertThat(ids).hasSize(MANY);
        Await.until("records wait", SOON, () -> waiting(exchange) >= 2 * MANY);

        Files.move(file, pipe);
        Files.move(aside, file);
        try (InputStream released = Files.newInputStream(pipe)) {
            Await.until("the sink has caught up", TO_CATCH_UP, () -> waiting(exchange) == 0);
        }
        Map<String, Long> written = Files.readAllLines(file).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .filter(row -> text(row, "kind").equals("call"))
                .collect(Collectors.groupingBy(row -> text(row, "sip_call_id"), Collectors.counting()));
        assertThat(ids).allSatisfy(id -> assertThat(written.get(id)).as(id).isEqualTo(1));
        exchange.audit();
    }

    private static Path file(Exchange exchange) {
        return exchange.home().resolve("data/calls/calls-" + LocalDate.now(ZoneOffset.UTC) + ".jsonl");
    }

    private static long waiting(Exchange exchange) {
        return StreamSupport.stream(exchange.json("pbx:record-sinks").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(sink -> text(sink, "sink").equals("json"))
                .mapToLong(sink -> sink.get("waiting").getAsLong())
                .sum();
    }

    private static Set<String> callIds(SippRun run) {
        return run.packets().stream()
                .map(packet -> packet.message().header("Call-ID"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    @DisplayName("O4: a process that is killed loses no ended call, doubles none, and marks those that were up")
    void aKilledProcessLosesNoRecord() throws IOException {
        try (Exchange exchange = Exchange.start("exchange-killed", etc -> {});
                Lab lab = new Lab(
                        exchange, Path.of("target/wire/RecordsIT-killed").toAbsolutePath())) {
            SippRun callees =
                    callee(lab, "answer_until_bye").calls(1000, 1000, 1000).start();
            SippRun callers = caller(lab, "caller_talks")
                    .calls(1000, A_SECOND, 1000)
                    .talks(Duration.ofSeconds(1))
                    .start();
            Await.until(
                    "calls have ended",
                    Duration.ofSeconds(60),
                    () -> ended(callers).size() >= MANY);
            Instant killed = Instant.now();
            exchange.crash();
            callers.close();
            callees.close();
            exchange.startAgain();

            List<JsonObject> calls = rows(exchange, "kind=call");
            Map<String, List<String>> ends = calls.stream()
                    .collect(Collectors.groupingBy(
                            row -> text(row, "sipCallId"),
                            Collectors.mapping(row -> text(row, "endStatus"), Collectors.toList())));
            // a moment for the way from the packet to the journal, on a machine that is busy
            Instant before = killed.minusMillis(500);
            assertThat(idsBefore(callers, 200, "BYE", before))
                    .isNotEmpty()
                    .allSatisfy(id -> assertThat(ends.get(id)).as(id).containsExactly("ok"));
            assertThat(idsBefore(callers, 200, "INVITE", before))
                    .allSatisfy(id -> assertThat(ends.get(id)).as(id).hasSize(1));
            assertThat(ends.values()).allSatisfy(one -> assertThat(one).hasSize(1));
            assertThat(ends.values().stream().flatMap(List::stream).collect(Collectors.toSet()))
                    .contains("ok", "interrupted");
            Await.until("the file has all", TO_CATCH_UP, () -> waiting(exchange) == 0);
            assertThat(Files.readAllLines(file(exchange)))
                    .extracting(line -> JsonParser.parseString(line)
                            .getAsJsonObject()
                            .get("seq")
                            .getAsLong())
                    .doesNotHaveDuplicates()
                    .hasSameElementsAs(rows(exchange, "").stream()
                            .map(row -> row.get("seq").getAsLong())
                            .toList());
        }
    }

    private static Set<String> ended(SippRun callers) {
        return idsBefore(callers, 200, "BYE", Instant.MAX);
    }

    private static Set<String> idsBefore(SippRun run, int status, String method, Instant moment) {
        return Calls.responses(run, status, method).stream()
                .filter(packet -> packet.time().isBefore(moment))
                .map(packet -> packet.message().header("Call-ID"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
