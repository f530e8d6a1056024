// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values that another version of the engine wrote down. A key that is missing has a value all the same; one of another kind is a {@link
 * ClassCastException}.
 */
record Values(Map<?, ?> map) {
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
    Optional<Values> inner(String key) {
        return find(key, Map.class).map(Values::new);
    }

    List<Values> inners(String key) {
        return list(key, Map.class).stream().map(Values::new).toList();
    }
}
