// SPDX-License-Identifier: Apache-2.0
package org.strowger.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.api.console.Report;

class ReportPrinterTest {
    private static String print(Report report, boolean json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ReportPrinter().print(new PrintStream(bytes, true, StandardCharsets.UTF_8), report, json);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void columnsAreAlignedWithNumbersToTheRightAndADashForNothing() {
        Report report = Report.columns("name", "size", "note")
                .row("legs", 7, null)
                .row("rtp ports", 1200L, "")
                .row("ünïcode", null, "last")
                .build();

        assertThat(print(report, false))
                .isEqualTo(
                        """
                        name       size  note
                        legs          7  -
                        rtp ports  1200  -
                        ünïcode       -  last
                        """);
    }

    @Test
    void anEmptyReportIsItsHeader() {
        Report report = Report.columns("id", "state").build();

        assertThat(print(report, false)).isEqualTo("id  state\n");
        assertThat(print(report, true)).isEqualTo("[]\n");
    }

    @Test
    void valuesOfEveryKindReadWellInACell() {
        Report report = Report.columns("at", "took", "parts", "more", "ok", "maybe")
                .row(
                        Instant.parse("2024-03-01T12:00:00.123Z"),
                        Duration.ofSeconds(3723, 500_000_000),
                        List.of("callin", "callout"),
                        Map.of("a", 1),
                        true,
                        Optional.of("x"))
                .build();

        assertThat(print(report, false)).endsWith("\n2024-03-01T12:00:00Z  1:02:03  callin,callout  a=1   true  x\n");
    }

    @Test
    void whatTheNetworkSentCannotSteerTheTerminal() {
        Report report =
                Report.columns("from").row("a\u001b[2Jb\nc\u202ed\u0085").build();

        assertThat(print(report, false)).isEqualTo("from\na?[2Jb?c?d?\n");
    }

    @Test
    void jsonIsAnArrayWithOneObjectARowInTheOrderOfTheColumns() {
        Report report = Report.columns("z", "a", "at", "took", "parts", "more", "none", "big")
                .row(
                        "<\"é\n>",
                        true,
                        Instant.parse("2024-03-01T12:00:00.123Z"),
                        Duration.ofMillis(1500),
                        List.of(1, "b"),
                        Map.of("k", Duration.ofSeconds(60)),
                        null,
                        Long.MAX_VALUE)
                .row("", false, null, null, List.of(), Map.of(), Optional.empty(), Double.NaN)
                .build();

        assertThat(print(report, true))
                .isEqualTo("[{\"z\":\"<\\\"é\\n>\",\"a\":true,\"at\":\"2024-03-01T12:00:00.123Z\",\"took\":1.5,"
                        + "\"parts\":[1,\"b\"],\"more\":{\"k\":60},\"none\":null,\"big\":9223372036854775807},\n"
                        + "{\"z\":\"\",\"a\":false,\"at\":null,\"took\":null,\"parts\":[],\"more\":{},\"none\":null,"
                        + "\"big\":\"NaN\"}]\n");
    }
}
