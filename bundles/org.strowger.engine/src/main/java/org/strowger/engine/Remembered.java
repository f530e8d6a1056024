// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembered that another version of the engine wrote down. A key that is missing has a value all the same; one of another kind is a {@link
 * ClassCastException}.
 */
record Remembered(Map<?, ?> map) {
    <T> Optional<T> find(String key, Class<T> type) {
        return Optional.ofNullable(type.cast(map.get(key)));
    }

    <T> T get(String key, Class<T> type, T otherwise) {
        T value = type.cast(map.get(key));
        return value == null ? otherwise : value;
    }

    <T> List<T> list(String key, Class<T> type) {
        Collection<?> values = get(key, Collection.class, List.of());
        return values.stream().<T>map(type::cast).toList();
    }

    /** What lies under a key, itself keys and values. */
    Optional<Remembered> inner(String key) {
        return find(key, Map.class).map(Remembered::new);
    }

    List<Remembered> inners(String key) {
        return list(key, Map.class).stream().map(Remembered::new).toList();
    }
}
