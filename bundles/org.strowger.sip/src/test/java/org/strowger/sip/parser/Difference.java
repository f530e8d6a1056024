// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What tells two objects of the stack apart: their classes, or any field, however deep. */
final class Difference {
    private final Map<Object, Object> compared = new IdentityHashMap<>();

    private Difference() {}

    /** The first difference, by its place; null where there is none. */
    static String between(Object one, Object other) {
        return new Difference().at("", one, other);
    }

    private String at(String place, Object one, Object other) {
        if (one == other) {
            return null;
        }
        if (one == null || other == null || one.getClass() != other.getClass()) {
            return place + ": " + shown(one) + " / " + shown(other);
        }
        if (compared.put(one, other) != null) {
            return null;
        }
        if (one instanceof byte[] bytes) {
            return Arrays.equals(bytes, (byte[]) other) ? null : place + ": other bytes";
        }
        if (one instanceof Calendar date) {
            return at(place, seconds(date), seconds((Calendar) other));
        }
        if (one instanceof Map<?, ?> map) {
            // with the order that both give
            return list(place, entries(map), entries((Map<?, ?>) other));
        }
        if (one instanceof Collection<?> list && !one.getClass().getName().startsWith("gov.nist.")) {
            return list(place, new ArrayList<>(list), new ArrayList<>((Collection<?>) other));
        }
        if (!one.getClass().getName().startsWith("gov.nist.")) {
            return Objects.equals(one, other) ? null : place + ": " + shown(one) + " / " + shown(other);
        }
        return fields(place, one, other);
    }

    private String list(String place, List<?> one, List<?> other) {
        if (one.size() != other.size()) {
            return place + ": " + one + " / " + other;
        }
        for (int i = 0; i < one.size(); i++) {
            String found = at(place + '[' + i + ']', one.get(i), other.get(i));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private String fields(String place, Object one, Object other) {
        for (Class<?> type = one.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    String found = at(place + '.' + field.getName(), value(field, one), value(field, other));
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    private static Object value(Field field, Object of) {
        try {
            field.setAccessible(true);
            return field.get(of);
        } catch (IllegalAccessException closed) {
            throw new AssertionError(closed);
        }
    }

    private static List<?> entries(Map<?, ?> map) {
        List<Object> entries = new ArrayList<>();
        map.forEach((key, value) -> {
            entries.add(key);
            entries.add(value);
        });
        return entries;
    }

    private static String shown(Object value) {
        return value == null ? "nothing" : value.getClass().getSimpleName() + ' ' + value;
    }

    /** The stack leaves the milliseconds of the moment in which it reads a date, one before 1970 too. */
    private static long seconds(Calendar date) {
        return Math.floorDiv(date.getTimeInMillis(), 1_000L);
    }
}
