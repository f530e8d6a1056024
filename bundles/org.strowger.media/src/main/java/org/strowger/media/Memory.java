// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what an earlier version of this bundle has written down of a call's media. Values are of the Java platform: the
 * classes of that version are not ours, even those of the same name. Whatever is not as expected is an
 * {@link IllegalArgumentException} that names the key.
 */
record Memory(Map<?, ?> values) {
    /** The format of which all of this bundle's memories are. A change that an older version cannot read counts it up. */
    static final int FORMAT = 1;

    static final String FORMAT_KEY = "format";
    static final String KIND_KEY = "kind";
    static final String ID_KEY = "id";
    static final String LOOP_KEY = "loop";

    /** What was written in our format and is of a kind. */
    static Memory of(Map<?, ?> values, String kind) {
        Memory memory = new Memory(values);
        int format = memory.get(FORMAT_KEY, Integer.class);
        if (format != FORMAT) {
            throw new IllegalArgumentException(FORMAT_KEY + " is " + format + ", and " + FORMAT + " is read here");
        }
        String found = memory.get(KIND_KEY, String.class);
        if (!found.equals(kind)) {
            throw new IllegalArgumentException(KIND_KEY + " is " + found + ", and not " + kind);
        }
        return memory;
    }

    <T> T get(String key, Class<T> type) {
        return find(key, type).orElseThrow(() -> new IllegalArgumentException(key + " is missing"));
    }

    <T> Optional<T> find(String key, Class<T> type) {
        Object value = values.get(key);
        if (value != null && !type.isInstance(value)) {
            throw new IllegalArgumentException(key + " is a " + value.getClass().getName());
        }
        return Optional.ofNullable(type.cast(value));
    }

    /** A value of an enumeration, written down by its name. */
    <E extends Enum<E>> E constant(String key, Class<E> type) {
        return Enum.valueOf(type, get(key, String.class));
    }

    /** A memory within the memory. */
    Memory part(String key) {
        return new Memory(get(key, Map.class));
    }

    /** Memories within the memory. */
    List<Memory> parts(String key) {
        List<?> parts = get(key, List.class);
        return parts.stream()
                .map(part -> new Memory(Map.of(key, part)).part(key))
                .toList();
    }
}
