// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.sip.LegState.ANSWERED;
import static org.strowger.sip.LegState.BYEING;
import static org.strowger.sip.LegState.CALLING;
import static org.strowger.sip.LegState.CANCELLING;
import static org.strowger.sip.LegState.CONFIRMED;
import static org.strowger.sip.LegState.GONE;
import static org.strowger.sip.LegState.Input.ACK;
import static org.strowger.sip.LegState.Input.BYE;
import static org.strowger.sip.LegState.Input.DONE;
import static org.strowger.sip.LegState.Input.FAILURE;
import static org.strowger.sip.LegState.Input.HANGUP;
import static org.strowger.sip.LegState.Input.INVITE_SENT;
import static org.strowger.sip.LegState.Input.PROVISIONAL;
import static org.strowger.sip.LegState.Input.SUCCESS;
import static org.strowger.sip.LegState.LINGERING;
import static org.strowger.sip.LegState.NEW;
import static org.strowger.sip.LegState.PARTING;
import static org.strowger.sip.LegState.PROCEEDING;

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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LegStateTest {
    record Arrow(LegState from, LegState.Input input, LegState to) {}

    private static final List<Arrow> ARROWS = Stream.of(
                    arrows(NEW, CALLING, INVITE_SENT),
                    arrows(NEW, GONE, HANGUP, FAILURE, DONE),
                    arrows(CALLING, PROCEEDING, PROVISIONAL),
                    arrows(CALLING, ANSWERED, SUCCESS),
                    arrows(CALLING, CANCELLING, HANGUP),
                    arrows(CALLING, GONE, FAILURE, BYE, DONE),
                    arrows(PROCEEDING, CALLING, INVITE_SENT),
                    arrows(PROCEEDING, ANSWERED, SUCCESS),
                    arrows(PROCEEDING, CANCELLING, HANGUP),
                    arrows(PROCEEDING, GONE, FAILURE, BYE, DONE),
                    arrows(ANSWERED, CONFIRMED, ACK),
                    arrows(ANSWERED, LINGERING, HANGUP),
                    arrows(ANSWERED, BYEING, DONE),
                    arrows(ANSWERED, GONE, BYE),
                    arrows(CONFIRMED, BYEING, HANGUP),
                    arrows(CONFIRMED, GONE, BYE),
                    arrows(CANCELLING, BYEING, SUCCESS),
                    arrows(CANCELLING, GONE, FAILURE, BYE, DONE),
                    arrows(LINGERING, BYEING, ACK, DONE),
                    arrows(LINGERING, GONE, BYE),
                    arrows(PARTING, GONE, ACK, DONE),
                    arrows(BYEING, GONE, BYE, DONE))
            .flatMap(List::stream)
            .toList();

    private static List<Arrow> arrows(LegState from, LegState to, LegState.Input... inputs) {
        return Arrays.stream(inputs).map(input -> new Arrow(from, input, to)).toList();
    }

    /** Every pair of a state and an input: where there is no arrow, nothing changes. */
    static Stream<Arrow> pairs() {
        return Arrays.stream(LegState.values())
                .flatMap(from -> Arrays.stream(LegState.Input.values()).map(input -> ARROWS.stream()
                        .filter(arrow -> arrow.from() == from && arrow.input() == input)
                        .findFirst()
                        .orElse(new Arrow(from, input, from))));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void leadsWhereTheArrowPoints(Arrow arrow) {
        assertThat(arrow.from().on(arrow.input())).isEqualTo(arrow.to());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void isNotGoneWhileAnAnswerWaitsForItsAck(Arrow arrow) {
        assertThat(arrow.from().on(arrow.input(), true)).isEqualTo(arrow.to() == GONE ? PARTING : arrow.to());
        assertThat(arrow.from().on(arrow.input(), false)).isEqualTo(arrow.to());
    }

    @ParameterizedTest
    @EnumSource(
            value = LegState.class,
            names = {"NEW", "GONE"},
            mode = EnumSource.Mode.EXCLUDE)
    void aLegThatHasBegunCanAlwaysBeEndedAndComesToItsEnd(LegState state) {
        LegState closing = state.on(HANGUP);
        assertThat(closing).isIn(CANCELLING, LINGERING, PARTING, BYEING);
        assertThat(closing.on(DONE).on(DONE)).isEqualTo(GONE);
        assertThat(closing.on(HANGUP)).isEqualTo(closing);
    }

    @Test
    void isDrawnInTheReadmeArrowByArrow() throws IOException {
        Pattern drawn = Pattern.compile("\\s*([A-Z]+) --> ([A-Z]+): ([A-Z_]+(?:, [A-Z_]+)*)\\b.*");
        List<Arrow> arrows = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            Matcher arrow = drawn.matcher(line);
            if (arrow.matches()) {
                for (String input : arrow.group(3).split(", ")) {
                    arrows.add(new Arrow(
                            LegState.valueOf(arrow.group(1)),
                            LegState.Input.valueOf(input),
                            LegState.valueOf(arrow.group(2))));
                }
            }
        }
        assertThat(arrows).containsExactlyInAnyOrderElementsOf(ARROWS);
    }
}
