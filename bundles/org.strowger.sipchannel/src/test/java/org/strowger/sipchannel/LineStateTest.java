// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.sipchannel.LineState.Input;

class LineStateTest {
    private static final Pattern DRAWN = Pattern.compile("\\s*([A-Z]+) --> ([A-Z]+): ([A-Z]+)\\b.*");

    record Arrow(LineState from, Input input, LineState to) {}

    /** The README's, which an operator reads. */
    private static Map<String, LineState> drawn() throws IOException {
        Map<String, LineState> arrows = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            Matcher arrow = DRAWN.matcher(line);
            if (arrow.matches()) {
                arrows.put(arrow.group(1) + " " + arrow.group(3), LineState.valueOf(arrow.group(2)));
            }
        }
        assertThat(arrows).hasSize(14);
        return arrows;
    }

    static Stream<Arrow> pairs() throws IOException {
        Map<String, LineState> arrows = drawn();
        return Arrays.stream(LineState.values()).flatMap(from -> Arrays.stream(Input.values())
                .map(input -> new Arrow(from, input, arrows.getOrDefault(from + " " + input, from))));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void leadsWhereTheReadmeSays(Arrow arrow) {
        assertThat(arrow.from().on(arrow.input())).isEqualTo(arrow.to());
    }

    @Test
    void whateverItDoesItCanBeStopped() {
        for (LineState state : LineState.values()) {
            assertThat(state.on(Input.STOP).on(Input.DONE)).isEqualTo(LineState.IDLE);
        }
    }
}
