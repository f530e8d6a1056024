// SPDX-License-Identifier: Apache-2.0
package org.strowger.ringgroup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Stage;
import org.strowger.api.config.Values;

/**
 * A ring group. Immutable.
 *
 * @param numbers that ring it
 * @param steps that are rung one after the other, each of them all at once
 * @param last where the call goes when nobody has answered; empty for nowhere
 */
record Group(String name, List<String> numbers, List<Step> steps, Optional<String> last) {
    static final int RING = 20;
    static final int LONGEST = 600;

    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9+*#._~-]{1,64}");
    private static final int MOST = 50;

    /** Who is rung at once, and for how long. */
    record Step(List<String> numbers, Duration ring) {
        Step {
            numbers = List.copyOf(numbers);
        }

        @Override
        public String toString() {
            return String.join(",", numbers) + " " + ring.toSeconds();
        }
    }

    Group {
        numbers = List.copyOf(numbers);
        steps = List.copyOf(steps);
    }

    /** Reads a configuration; what is wrong with it is in the values' problems. */
    static Group read(String name, Values values) {
        int ring = values.number("ring", RING, 1, LONGEST);
        List<String> numbers = values.value("numbers", List.of(), Group::numbers);
        List<Step> steps = values.value("steps", List.of(), text -> steps(text, ring));
        String last = values.value("then", "", text -> text.isEmpty() ? "" : number(text));
        if (values.problems().isEmpty()) {
            if (numbers.isEmpty()) {
                values.refuse("numbers", "is missing: nobody could call the group");
            }
            if (steps.isEmpty()) {
                values.refuse("steps", "is missing: nobody would ring");
            }
            steps.stream()
                    .flatMap(step -> step.numbers().stream())
                    .filter(numbers::contains)
                    .forEach(own -> values.refuse("steps", "'" + own + "' is the group itself"));
            if (numbers.contains(last)) {
                values.refuse("then", "'" + last + "' is the group itself");
            }
        }
        return new Group(name, numbers, steps, Optional.of(last).filter(number -> !number.isEmpty()));
    }

    private static List<Step> steps(String text, int ring) {
        List<Step> steps = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            String[] words = part.strip().split("\\s+(?=[0-9]+$)");
            Step step = new Step(numbers(words[0]), Duration.ofSeconds(words.length > 1 ? seconds(words[1]) : ring));
            steps.add(step);
        }
        if (steps.size() > MOST) {
            throw new IllegalArgumentException(steps.size() + " steps are more than " + MOST);
        }
        return steps;
    }

    private static int seconds(String text) {
        int seconds = text.length() > 4 ? LONGEST + 1 : Integer.parseInt(text);
        if (seconds < 1 || seconds > LONGEST) {
            throw new IllegalArgumentException("'" + text + "' is not between 1 and " + LONGEST + " seconds");
        }
        return seconds;
    }

    private static List<String> numbers(String text) {
        List<String> numbers = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(Group::number)
                .toList();
        if (new HashSet<>(numbers).size() < numbers.size()) {
            throw new IllegalArgumentException("'" + text + "' names a number twice");
        }
        if (numbers.size() > MOST) {
            throw new IllegalArgumentException(numbers.size() + " numbers are more than " + MOST);
        }
        return numbers;
    }

    private static String number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not 1 to 64 letters, digits or + * # . _ ~ -, as numbers are");
        }
        return text;
    }

    /** What becomes of a call to it. */
    Reach reach() {
        List<Stage> stages = steps.stream()
                .map(step -> Stage.group(step.numbers(), Optional.of(step.ring())))
                .collect(Collectors.toCollection(ArrayList::new));
        last.ifPresent(number -> stages.add(Stage.group(List.of(number), Optional.empty())));
        return new Reach.Hunt(
                stages, "rings " + stepsText() + last.map(to -> "; then " + to).orElse(""));
    }

    /** As they are configured. */
    String stepsText() {
        return steps.stream().map(Step::toString).collect(Collectors.joining("; "));
    }
}
