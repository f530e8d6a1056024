// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.testkit.StillClock;

/** What sinks have for good, whatever is cut short, and that none is given anything twice. */
final class SinksTest {
    @TempDir
    Path folder;

    private final StillClock clock = new StillClock();

    static CallRecord record(long seq) {
        Map<Column, Object> values = new EnumMap<>(Column.class);
        values.put(Column.SEQ, seq);
        values.put(Column.KIND, "call");
        values.put(Column.CALL, "c" + seq);
        values.put(Column.ATTEMPT, 0L);
        values.put(Column.CALLER, "=\"1001\",x");
        values.put(Column.BEGAN, Happenings.BEGAN);
        values.put(Column.ENDED, Happenings.BEGAN.plusMillis(seq));
        return new CallRecord(values);
    }

    static List<CallRecord> records(long from, long to) {
        List<CallRecord> records = new ArrayList<>();
        for (long seq = from; seq <= to; seq++) {
            records.add(record(seq));
        }
        return records;
    }

    private Supplier<Sink> json() {
        return () -> FileSink.json(folder.resolve("out"), folder.resolve("json.written"), clock);
    }

    private Supplier<Sink> csv() {
        return () -> FileSink.csv(folder.resolve("out"), folder.resolve("csv.written"), clock);
    }

    private Supplier<Sink> database() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + folder.getFileName() + ";DB_CLOSE_DELAY=-1");
        return () -> new DatabaseSink(source);
    }

    @Test
    void everySinkKnowsHowFarItGot() throws Exception {
        for (Supplier<Sink> sinks : List.of(json(), csv(), database())) {
            try (Sink first = sinks.get()) {
                assertThat(first.last()).as(first.name()).isZero();
                first.write(records(7, 9));
                assertThat(first.last()).as(first.name()).isEqualTo(9);
            }
            try (Sink second = sinks.get()) {
                assertThat(second.last()).as(second.name()).isEqualTo(9);
                second.write(records(10, 10));
                assertThat(second.last()).as(second.name()).isEqualTo(10);
            }
        }
    }

    @Test
    void aFileThatEndsInHalfALineGoesOnAfterTheLastWholeOne() throws Exception {
        for (Supplier<Sink> sinks : List.of(json(), csv())) {
            Sink sink = sinks.get();
            sink.last();
            sink.write(records(1, 3));
            // killed in the midst of the next batch, of which one record was written
            Path file = files().filter(
                            one -> one.toString().endsWith(sink.name().equals("csv") ? "csv" : "jsonl"))
                    .findFirst()
                    .orElseThrow();
            byte[] whole = sink.name().equals("csv") ? CsvLines.write(record(4)) : JsonLines.write(record(4));
            Files.write(file, whole, StandardOpenOption.APPEND);
            Files.writeString(file, "{\"seq\":5,\"half", StandardOpenOption.APPEND);

            assertThat(sink.last()).as(sink.name()).isEqualTo(4);
            sink.write(records(5, 6));
            assertThat(sink.last()).as(sink.name()).isEqualTo(6);
            assertThat(Files.readString(file)).doesNotContain("half");
        }
    }

    @Test
    void aFileMayBeTakenAway() throws Exception {
        Sink sink = json().get();
        sink.last();
        sink.write(records(1, 3));
        try (Stream<Path> files = files()) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }

        assertThat(json().get().last()).isEqualTo(3);
    }

    private Stream<Path> files() throws IOException {
        return Files.list(folder.resolve("out"));
    }

    @Test
    void whatACallerWroteIsNoFormulaInASpreadsheet() throws Exception {
        Sink sink = csv().get();
        sink.last();
        sink.write(records(1, 1));

        try (Stream<Path> files = files()) {
            assertThat(Files.readAllLines(files.findFirst().orElseThrow()))
                    .satisfiesExactly(
                            head -> assertThat(head).startsWith("seq,kind,call,attempt,journey,"),
                            line -> assertThat(line)
                                    .startsWith("1,call,c1,0,")
                                    .contains(",\"'=\"\"1001\"\",x\",")
                                    .contains(",2026-01-31T08:00:00.123Z,"));
        }
    }

    @Test
    void aLineOfJsonIsTheWholeRecord() {
        CallRecord record = record(8);

        assertThat(JsonLines.record(new String(JsonLines.write(record), java.nio.charset.StandardCharsets.UTF_8)))
                .contains(record);
        assertThat(JsonLines.record("{\"seq\":8,\"ki")).isEmpty();
    }

    @Test
    void theTableHoldsEveryColumn() throws Exception {
        Supplier<Sink> sinks = database();
        try (Sink sink = sinks.get()) {
            sink.last();
            sink.write(records(1, 1));
        }
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + folder.getFileName());
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT call_id, caller_number, talk_ms, began FROM call_record WHERE kind = 'call'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("c1");
            assertThat(rows.getString(2)).isEqualTo("=\"1001\",x");
            assertThat(rows.getObject(3)).isNull();
            assertThat(rows.getObject(4, java.time.OffsetDateTime.class).toInstant())
                    .isEqualTo(Happenings.BEGAN);
        }
    }
}
