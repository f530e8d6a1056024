// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small numbers and many collisions: where an index goes wrong if it does. */
final class RandomTables {
    private RandomTables() {}

    /** Every number of up to four of the digits that patterns use and one that they do not. */
    static List<String> everyShortNumber() {
        List<String> numbers = new ArrayList<>(List.of(""));
        int from = 0;
        for (int length = 1; length <= 4; length++) {
            int end = numbers.size();
            for (String number : List.copyOf(numbers.subList(from, end))) {
                for (char digit : "01289a".toCharArray()) {
                    numbers.add(number + digit);
                }
            }
            from = end;
        }
        return numbers;
    }

    static String number(Random random) {
        return digits(random, random.nextInt(5));
    }

    static String pattern(Random random, boolean regex) {
        return switch (random.nextInt(regex ? 7 : 6)) {
            case 0 -> "*";
            case 1, 2, 3 -> single(random);
            case 4, 5 ->
                IntStream.rangeClosed(0, 1 + random.nextInt(3))
                        .mapToObj(i -> random.nextInt(20) == 0 ? "*" : single(random))
                        .collect(Collectors.joining(","));
            default ->
                "/" + digits(random, 1 + random.nextInt(2))
                        + List.of("", "?", "*", "+", "[0-9]*", "|8").get(random.nextInt(6))
                        + digits(random, random.nextInt(2)) + "/";
        };
    }

    static String row(Random random) {
        return pattern(random, true) + " " + pattern(random, true) + " = " + (5000 + random.nextInt(1000))
                + (random.nextInt(8) == 0 ? " callin=trunk" : "");
    }

    private static String single(Random random) {
        int length = 1 + random.nextInt(3);
        return switch (random.nextInt(3)) {
            case 0 -> digits(random, length);
            case 1 -> digits(random, length) + "*";
            default -> range(digits(random, length), digits(random, length));
        };
    }

    private static String range(String one, String two) {
        return one.compareTo(two) <= 0 ? one + "-" + two : two + "-" + one;
    }

    private static String digits(Random random, int length) {
        return random.ints(length, 0, 5)
                .mapToObj(i -> "01289".substring(i, i + 1))
                .collect(Collectors.joining());
    }
}
