// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * When a menu is open.
 *
 * @param spans empty for always
 */
record Hours(List<Span> spans, List<String> holidays, ZoneId zone, Night night) {
    /** The manual night switch. */
    enum Night {
        /** The hours decide. */
        AUTO,
        /** Closed, whatever the hours say. */
        ON,
        /** Open, whatever they say. */
        OFF
    }

    /** Some days, from one time to another; past midnight where the end is not after the beginning. */
    record Span(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
        boolean holds(ZonedDateTime moment) {
            LocalTime time = moment.toLocalTime();
            DayOfWeek day = moment.getDayOfWeek();
            if (from.isBefore(to)) {
                return days.contains(day) && !time.isBefore(from) && time.isBefore(to);
            }
            return days.contains(day) && !time.isBefore(from) || days.contains(day.minus(1)) && time.isBefore(to);
        }
    }

    private static final java.util.regex.Pattern SPAN = java.util.regex.Pattern.compile(
            "(?:(mon|tue|wed|thu|fri|sat|sun)(?:-(mon|tue|wed|thu|fri|sat|sun))?\\s+)?(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    /** {@code mon-fri 09:00-17:00, sat 10:00-12:00}; @throws IllegalArgumentException with the reason */
    static List<Span> spans(String text) {
        List<Span> spans = new ArrayList<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",")) {
            Matcher span = SPAN.matcher(part.strip().toLowerCase(Locale.ROOT));
            if (!span.matches()) {
                throw new IllegalArgumentException("'" + part.strip() + "' is not of the form mon-fri 09:00-17:00");
            }
            spans.add(new Span(days(span.group(1), span.group(2)), time(span.group(3)), time(span.group(4))));
        }
        return List.copyOf(spans);
    }

    private static Set<DayOfWeek> days(String first, String last) {
        if (first == null) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        DayOfWeek end = DayOfWeek.of(DAYS.indexOf(last == null ? first : last) + 1);
        DayOfWeek day = DayOfWeek.of(DAYS.indexOf(first) + 1);
        days.add(day);
        while (day != end) {
            day = day.plus(1);
            days.add(day);
        }
        return Set.copyOf(days);
    }

    private static LocalTime time(String text) {
        if (text.equals("24:00")) {
            return LocalTime.MIDNIGHT;
        }
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "' is no time", e);
        }
    }

    /** {@code 2026-12-24, 12-25}: of one year, of each; @throws IllegalArgumentException with the reason */
    static List<String> holidays(String text) {
        List<String> holidays = new ArrayList<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",")) {
            String day = part.strip();
            try {
                holidays.add(
                        day.length() == 5
                                ? MonthDay.parse("--" + day).toString()
                                : LocalDate.parse(day).toString());
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("'" + day + "' is neither 2026-12-24 nor 12-24", e);
            }
        }
        return List.copyOf(holidays);
    }

    boolean open(Instant at) {
        return switch (night) {
            case ON -> false;
            case OFF -> true;
            case AUTO -> {
                ZonedDateTime moment = at.atZone(zone);
                LocalDate day = moment.toLocalDate();
                boolean holiday = holidays.contains(day.toString())
                        || holidays.contains(MonthDay.from(day).toString());
                yield !holiday && (spans.isEmpty() || spans.stream().anyMatch(span -> span.holds(moment)));
            }
        };
    }
}
