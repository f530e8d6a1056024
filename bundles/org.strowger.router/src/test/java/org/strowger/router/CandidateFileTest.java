// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandidateFileTest {
    private static final Path EXAMPLE = Path.of("example", "org.strowger.router.cfg");

    @TempDir
    Path folder;

    @Test
    void readsAFileAsTheInstallerDoes() throws IOException {
        DialPlan.Check check = check(
                """
                # a comment
                route.10 = *  9*     =  $1   trunk-a
                route.20 : *  /8(\\\\d+)/  =  $1
                route.30   *  1-2    =  =
                route.40 = *  \\
                           221  221  231
                """);
        assertThat(findings(check)).isEmpty();
        assertThat(check.rows()).isEqualTo(4);
    }

    @Test
    void findsWhatTheInstallerWouldSwallow() throws IOException {
        DialPlan.Check check = check(
                """
                route.10 = * 9* = ${1}
                route.20 = * 8* = $1
                route.20 = * 7* = $1
                route.30 = * /6(\\d+)/ = $1
                """);
        assertThat(findings(check))
                .containsExactly(
                        "error route.10: holds ${, which is replaced before the table is read: write $1, $to",
                        "error route.20: stands in the file twice, and the last would be taken",
                        "error route.10: out_to: character 1 of ${1} is a $ without a name; there are $1 to $9, $from and $to",
                        "warning route.30: in_to: /6(d+)/ repeats a letter: in a .cfg file \\d is written \\\\d, or better [0-9]");
        assertThat(check.errors()).isEqualTo(3);
        assertThat(check.warnings()).isEqualTo(1);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> CandidateFile.check(folder.resolve("none.cfg")))
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("none.cfg") + " is no file");
    }

    @Test
    void aBrokenEscapeIsAnErrorOfTheFile() throws IOException {
        assertThat(findings(check("route.10 = * 9\\u00zz = =\n")))
                .singleElement()
                .asString()
                .startsWith("error file: ");
    }

    @Test
    void theExampleHasNoErrorsEvenWithItsCommentsRemoved() throws IOException {
        assertThat(findings(CandidateFile.check(EXAMPLE))).isEmpty();
        String rows = Files.readAllLines(EXAMPLE).stream()
                .map(line -> line.startsWith("#route.") ? line.substring(1) : line)
                .collect(Collectors.joining("\n"));
        DialPlan.Check check = check(rows);
        assertThat(findings(check)).isEmpty();
        assertThat(check.rows()).isGreaterThan(10);
    }

    private DialPlan.Check check(String text) throws IOException {
        Path file = folder.resolve("org.strowger.router.cfg");
        Files.writeString(file, text);
        return CandidateFile.check(file);
    }

    private static List<String> findings(DialPlan.Check check) {
        return check.findings().rows().stream()
                .map(row -> row.get("severity") + " " + row.get("row") + ": "
                        + (row.get("column").equals("") ? "" : row.get("column") + ": ") + row.get("reason"))
                .toList();
    }
}
