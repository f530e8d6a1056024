// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.api.event.CallEvent;

/** The books, whoever is killed when. */
final class KeeperTest {
    private static final long MUCH = 64L << 20;

    @TempDir
    Path folder;

    /** Keeps some events as a process would, until it ends in good order. */
    private List<CallRecord> keep(Path in, String process, List<CallEvent> events) throws IOException {
        Intake intake = new Intake();
        Spool spool = new Spool(new Segments(in, "records-"), MUCH);
        Journal journal = new Journal(new Segments(in, "events-"), process, MUCH);
        Keeper keeper = new Keeper(intake, journal, spool, Set::of, Clock.systemUTC(), Duration.ZERO);
        keeper.recover();
        events.forEach(intake::on);
        keeper.stop();
        keeper.run();
        return new Spool(new Segments(in, "records-"), MUCH).newest(record -> true, 1000);
    }

    private static List<String> ends(List<CallRecord> records) {
        return records.stream()
                .map(record -> record.text(Column.CALL) + "/" + record.text(Column.ATTEMPT) + " "
                        + record.text(Column.END_STATUS))
                .sorted()
                .toList();
    }

    private static List<CallEvent> beginningOf(String call) {
        List<CallEvent> events = Happenings.plain(call).events();
        return events.subList(0, events.size() - 1);
    }

    private static List<CallEvent> endOf(String call) {
        List<CallEvent> events = Happenings.plain(call).events();
        return events.subList(events.size() - 1, events.size());
    }

    @Test
    void aCallThatIsUpGoesOnInTheNextVersionOfTheBundle() throws IOException {
        keep(folder, "process 1", beginningOf("c1"));

        assertThat(ends(keep(folder, "process 1", endOf("c1")))).containsExactly("c1/0 ok", "c1/1 ok");
    }

    @Test
    void aCallThatWasUpWhenTheProcessEndedSaysSoOnce() throws IOException {
        keep(folder, "process 1", beginningOf("c1"));

        assertThat(ends(keep(folder, "process 2", List.of()))).containsExactly("c1/0 interrupted", "c1/1 interrupted");
        assertThat(ends(keep(folder, "process 3", List.of()))).hasSize(2);
    }

    @Test
    void wheneverTheProcessIsKilledEveryCallHasItsRecordsOnce() throws IOException {
        List<CallEvent> events = Stream.of(
                        Happenings.plain("c1").events(),
                        beginningOf("c2"),
                        Happenings.plain("c3").events())
                .flatMap(List::stream)
                .toList();
        keep(folder, "process 1", events);
        Path journal = newest(folder, "events-");
        Path spool = newest(folder, "records-");
        byte[] events1 = Files.readAllBytes(journal);
        byte[] records1 = Files.readAllBytes(spool);

        // what is in the spool is in the journal before
        for (int cut = events1.length; cut > 0; cut -= 37) {
            for (int kept : new int[] {0, records1.length / 3, records1.length}) {
                if (kept == records1.length && cut < events1.length) {
                    continue;
                }
                Path here = folder.resolve("cut-" + cut + "-" + kept);
                Files.createDirectories(here);
                Files.write(here.resolve(journal.getFileName()), Arrays.copyOf(events1, cut));
                if (kept > 0 && whole(records1, kept) <= derivedUpTo(events1, cut)) {
                    Files.write(here.resolve(spool.getFileName()), Arrays.copyOf(records1, kept));
                }
                List<CallRecord> records =
                        keep(here, "process 2", Happenings.plain("c4").events());

                assertThat(ends(records)).as("cut at %s, %s", cut, kept).doesNotHaveDuplicates();
                assertThat(records).extracting(CallRecord::seq).doesNotHaveDuplicates();
                assertThat(ends(records)).contains("c4/0 ok");
                String text = new String(events1, 0, cut, java.nio.charset.StandardCharsets.UTF_8);
                for (String call : List.of("c1", "c2", "c3")) {
                    boolean offered =
                            text.contains("{\"event\":\"OFFERED\",\"call\":\"" + call) && wholeLine(text, call);
                    assertThat(ends(records).stream().anyMatch(end -> end.startsWith(call + "/0")))
                            .as("%s cut at %s", call, cut)
                            .isEqualTo(offered);
                }
            }
        }
    }

    private static boolean wholeLine(String text, String call) {
        int at = text.indexOf("{\"event\":\"OFFERED\",\"call\":\"" + call);
        int next = text.indexOf('\n', at);
        // a line whose line feed alone is missing is read all the same
        return next >= 0 || JsonLines.entry(text.substring(at)).isPresent();
    }

    private static long whole(byte[] bytes, int length) {
        long lines = 0;
        for (int i = 0; i < length; i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static long derivedUpTo(byte[] events, int length) {
        String text = new String(events, 0, length, java.nio.charset.StandardCharsets.UTF_8);
        return 2L
                * text.lines()
                        .filter(line -> line.contains("\"ENDED\""))
                        .filter(line -> JsonLines.entry(line).isPresent())
                        .count();
    }

    private static Path newest(Path in, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .max(java.util.Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    @Test
    void whoIsKilledWhileTakingUpDoublesNothing() throws IOException {
        keep(folder, "process 1", beginningOf("c1"));
        Path journal = newest(folder, "events-");
        keep(folder, "process 2", List.of());
        // killed before the next file of the journal was begun
        Files.delete(newest(folder, "events-"));
        assertThat(newest(folder, "events-")).isEqualTo(journal);

        assertThat(ends(keep(folder, "process 3", Happenings.plain("c2").events())))
                .containsExactly("c1/0 interrupted", "c1/1 interrupted", "c2/0 ok", "c2/1 ok");
    }

    @Test
    void whatFindsNoRoomIsCounted() {
        Intake intake = new Intake();
        CallEvent event = Happenings.plain("c1").events().get(0);

        for (int i = 0; i < Intake.BOUND + 3; i++) {
            intake.on(event);
        }

        assertThat(intake.lost()).isEqualTo(3);
    }
}
