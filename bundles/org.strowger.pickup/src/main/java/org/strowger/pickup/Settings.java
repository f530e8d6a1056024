// SPDX-License-Identifier: Apache-2.0
package org.strowger.pickup;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.CallState;
import org.strowger.api.config.Values;

/**
 * The configuration, checked. {@link PickupConfig} says what each key means.
 *
 * @param directed whether a number may be picked up that is in no group with whoever does
 */
record Settings(String code, List<Set<String>> groups, boolean directed, List<String> callers) {
    static final String CODE = "*8";
    static final String ANY = "any";
    static final String CALLERS = "registrar";

    static Settings read(Values values) {
        return new Settings(
                values.value("code", CODE, Settings::code),
                values.value("groups", List.of(), Settings::groups),
                values.value("directed", true, Settings::directed),
                values.value("callers", List.of(CALLERS), Settings::words));
    }

    private static String code(String text) {
        if (!text.isEmpty() && !text.matches("[*#][0-9*#]{1,9}")) {
            throw new IllegalArgumentException("'" + text + "' is not * or # and up to nine more of 0 to 9, *, #");
        }
        return text;
    }

    private static List<Set<String>> groups(String text) {
        return Arrays.stream(text.split(";"))
                .map(group -> (Set<String>) new LinkedHashSet<>(words(group)))
                .filter(group -> !group.isEmpty())
                .toList();
    }

    private static List<String> words(String text) {
        List<String> words = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
        words.stream().filter(word -> word.matches(".*\\s.*")).findFirst().ifPresent(word -> {
            throw new IllegalArgumentException("'" + word + "' holds a blank");
        });
        return words;
    }

    private static boolean directed(String text) {
        if (!text.equals(ANY) && !text.equals("group")) {
            throw new IllegalArgumentException("'" + text + "' is neither any nor group");
        }
        return text.equals(ANY);
    }

    /** What was dialled behind the code; empty where the code was not dialled. */
    Optional<String> behindCode(String number) {
        return !code.isEmpty() && number.startsWith(code)
                ? Optional.of(number.substring(code.length()))
                : Optional.empty();
    }

    /**
     * The call to be picked up, the one that has rung longest.
     *
     * @param wanted the number that it rings at; empty for any of a group of one's own
     * @param by the numbers of whoever picks it up
     */
    Optional<CallInfo> chosen(List<CallInfo> calls, String wanted, Set<String> by) {
        Set<String> others = groups.stream()
                .filter(group -> group.stream().anyMatch(by::contains))
                .flatMap(Set::stream)
                .filter(number -> !by.contains(number))
                .collect(Collectors.toSet());
        return calls.stream()
                .filter(call -> call.state() == CallState.RINGING)
                .filter(call -> wanted.isEmpty()
                        ? others.contains(call.destination())
                        : call.destination().equals(wanted) && (directed || others.contains(wanted)))
                .findFirst();
    }
}
