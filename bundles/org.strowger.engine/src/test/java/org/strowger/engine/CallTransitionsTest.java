// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.api.call.CallState.ENDED;
import static org.strowger.api.call.CallState.OFFERED;
import static org.strowger.api.call.CallState.RINGING;
import static org.strowger.api.call.CallState.TALKING;
import static org.strowger.engine.CallTransitions.Input.ANSWERED;
import static org.strowger.engine.CallTransitions.Input.CALLED_OUT;
import static org.strowger.engine.CallTransitions.Input.NEXT_DESTINATION;
import static org.strowger.engine.CallTransitions.Input.OVER;

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
import org.strowger.api.call.CallState;

class CallTransitionsTest {
    record Arrow(CallState from, CallTransitions.Input input, CallState to) {}

    private static final List<Arrow> ARROWS = List.of(
            new Arrow(OFFERED, CALLED_OUT, RINGING),
            new Arrow(OFFERED, OVER, ENDED),
            new Arrow(RINGING, NEXT_DESTINATION, OFFERED),
            new Arrow(RINGING, ANSWERED, TALKING),
            new Arrow(RINGING, OVER, ENDED),
            new Arrow(TALKING, OVER, ENDED));

    /** Every pair of a state and an input: where there is no arrow, nothing changes. */
    static Stream<Arrow> pairs() {
        return Arrays.stream(CallState.values())
                .flatMap(from -> Arrays.stream(CallTransitions.Input.values()).map(input -> ARROWS.stream()
                        .filter(arrow -> arrow.from() == from && arrow.input() == input)
                        .findFirst()
                        .orElse(new Arrow(from, input, from))));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void leadsWhereTheArrowPoints(Arrow arrow) {
        assertThat(CallTransitions.on(arrow.from(), arrow.input())).isEqualTo(arrow.to());
    }

    @Test
    void isDrawnInTheReadmeArrowByArrow() throws IOException {
        Pattern arrow = Pattern.compile("\\s*([A-Z]+) --> ([A-Z]+): ([A-Z_]+), .*");
        List<Arrow> drawn = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            Matcher matcher = arrow.matcher(line);
            if (matcher.matches()) {
                drawn.add(new Arrow(
                        CallState.valueOf(matcher.group(1)),
                        CallTransitions.Input.valueOf(matcher.group(3)),
                        CallState.valueOf(matcher.group(2))));
            }
        }
        assertThat(drawn).containsExactlyInAnyOrderElementsOf(ARROWS);
    }
}
