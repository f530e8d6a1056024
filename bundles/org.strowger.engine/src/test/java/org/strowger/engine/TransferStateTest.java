// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.engine.TransferState.CALLING;
import static org.strowger.engine.TransferState.FAILED;
import static org.strowger.engine.TransferState.Input.ANSWERED;
import static org.strowger.engine.TransferState.Input.FAILURE;
import static org.strowger.engine.TransferState.Input.TAKEN;
import static org.strowger.engine.TransferState.JOINED;
import static org.strowger.engine.TransferState.JOINING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransferStateTest {
    record Arrow(TransferState from, TransferState.Input input, TransferState to) {}

    private static final List<Arrow> ARROWS = List.of(
            new Arrow(CALLING, ANSWERED, JOINING),
            new Arrow(CALLING, FAILURE, FAILED),
            new Arrow(JOINING, TAKEN, JOINED),
            new Arrow(JOINING, FAILURE, FAILED));

    /** Every pair of a state and an input: where there is no arrow, nothing changes. */
    static Stream<Arrow> pairs() {
        return Arrays.stream(TransferState.values())
                .flatMap(from -> Arrays.stream(TransferState.Input.values()).map(input -> ARROWS.stream()
                        .filter(arrow -> arrow.from() == from && arrow.input() == input)
                        .findFirst()
                        .orElse(new Arrow(from, input, from))));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void leadsWhereTheArrowPoints(Arrow arrow) {
        assertThat(arrow.from().on(arrow.input())).isEqualTo(arrow.to());
    }

    @Test
    void isDrawnInTheReadmeArrowByArrow() throws IOException {
        Pattern drawn = Pattern.compile("\\s*([A-Z]+) --> ([A-Z]+): ([A-Z]+) \\(.*");
        List<Arrow> arrows = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            Matcher arrow = drawn.matcher(line);
            if (arrow.matches()) {
                arrows.add(new Arrow(
                        TransferState.valueOf(arrow.group(1)),
                        TransferState.Input.valueOf(arrow.group(3)),
                        TransferState.valueOf(arrow.group(2))));
            }
        }
        assertThat(arrows).containsExactlyInAnyOrderElementsOf(ARROWS);
    }
}
