// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CfgTextTest {
    private static final String FILE =
            "# The carrier.\n\nhost = 192.0.2.7\n  port=5060   \n# why\nlist = a,\\\n  b\n# end\n";

    static List<Arguments> edits() {
        return List.of(
                Arguments.of("nothing", FILE, Map.of(), FILE),
                Arguments.of("a value", FILE, Map.of("port", "5080"), FILE.replace("  port=5060   ", "port = 5080")),
                Arguments.of("a value over lines", FILE, Map.of("list", "c"), FILE.replace("a,\\\n  b", "c")),
                Arguments.of("a new key", FILE, Map.of("domain", "x"), FILE + "domain = x\n"),
                Arguments.of("a new key, no end of line", "a = 1", Map.of("b", "2"), "a = 1\nb = 2\n"),
                Arguments.of("an empty file", "", Map.of("a", "1"), "a = 1\n"),
                Arguments.of("a key less", FILE, Map.of("port", ""), FILE.replace("  port=5060   \n", "")),
                Arguments.of("the last of two", "a = 1\na = 2\n", Map.of("a", "3"), "a = 1\na = 3\n"),
                Arguments.of("both of two", "a = 1\na = 2\n", Map.of("a", ""), ""),
                Arguments.of(
                        "lines that end as elsewhere", "a = 1\r\nb = 2\r\n", Map.of("a", "3"), "a = 3\r\nb = 2\r\n"),
                Arguments.of("a key with a colon", "a: 1\n", Map.of("a", "3"), "a = 3\n"),
                Arguments.of("a key and a blank", "a 1\n", Map.of("a", "3"), "a = 3\n"));
    }

    /** @param edits an empty value stands for a key that goes */
    @ParameterizedTest(name = "{0}")
    @MethodSource("edits")
    void onlyWhatChangesIsWritten(String name, String text, Map<String, String> edits, String after) {
        Map<String, Optional<String>> changes = new LinkedHashMap<>();
        edits.forEach((key, value) -> changes.put(key, Optional.of(value).filter(given -> !given.isEmpty())));

        assertThat(CfgText.edited(text, changes)).isEqualTo(after);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                " a ",
                "* /9(112|911)/ = $1 trunk-carrier",
                "/\\d+/",
                "C:\\temp\\",
                "a\nb\tc",
                "# no comment",
                "= : !",
                "ümläut €",
                "\"quoted\"",
                "${karaf.data}/x",
                "a,b",
            })
    void whateverIsSetIsReadBack(String value) {
        assertThat(CfgText.raw(CfgText.edited(FILE, Map.of("key one", Optional.of(value)))))
                .containsEntry("key one", value)
                .containsEntry("host", "192.0.2.7");
    }

    @Test
    void variablesAreReplacedAsTheInstallerDoes() {
        assertThat(CfgText.properties("a = ${x}/y\nb = z\n", name -> name.equals("x") ? "value" : null))
                .isEqualTo(Map.of("a", "value/y", "b", "z"));
    }

    @Test
    void aFileOfTypedValuesIsLeftAlone() {
        assertThatThrownBy(() -> CfgText.edited("a = I\"5\"\nb = \"x\"\n", Map.of("b", Optional.of("y"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot be written in this file's form: edit the file");
    }
}
