// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.strowger.api.config.Problem;

/** Holds a configuration against its description: types, ranges, options. A key that is not described is odd and no more. */
final class MetatypeCheck {
    /** What Config Admin, File Install, Declarative Services and Karaf put into any configuration. */
    private static final Pattern FOREIGN =
            Pattern.compile("\\..*|(service|component|felix|osgi|karaf|org\\.apache|pbx|webconsole)\\..*|objectClass");

    /** Keys that are numbered are described by one of them. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private final Map<String, AttributeDefinition> byKey = new HashMap<>();
    private final Map<String, AttributeDefinition> numbered = new HashMap<>();

    MetatypeCheck(ObjectClassDefinition described) {
        for (AttributeDefinition attribute : described.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
            byKey.put(attribute.getID(), attribute);
            if (NUMBER.matcher(attribute.getID()).find()) {
                numbered.put(unnumbered(attribute.getID()), attribute);
            }
        }
    }

    private static String unnumbered(String key) {
        return NUMBER.matcher(key).replaceAll("#");
    }

    private Optional<AttributeDefinition> attribute(String key) {
        AttributeDefinition exact = byKey.get(key);
        return Optional.ofNullable(exact != null ? exact : numbered.get(unnumbered(key)));
    }

    boolean secret(String key) {
        return attribute(key)
                .filter(described -> described.getType() == AttributeDefinition.PASSWORD)
                .isPresent();
    }

    List<Finding> check(Pid pid, String file, Map<String, Object> properties) {
        return new TreeMap<>(properties)
                .entrySet().stream()
                        .flatMap(entry -> check(pid, file, entry.getKey(), entry.getValue()))
                        .toList();
    }

    private Stream<Finding> check(Pid pid, String file, String key, Object value) {
        Optional<AttributeDefinition> attribute = attribute(key);
        if (attribute.isPresent()) {
            return values(value)
                    .map(text -> Optional.ofNullable(attribute.get().validate(text)))
                    .flatMap(Optional::stream)
                    .filter(reason -> !reason.isEmpty())
                    .map(reason -> Finding.error(new Problem(pid.id(), file, key, reason)));
        }
        return FOREIGN.matcher(key).matches()
                ? Stream.empty()
                : Stream.of(Finding.warning(new Problem(pid.id(), file, key, "is a key that nobody describes")));
    }

    private static Stream<String> values(Object value) {
        if (value instanceof Collection<?> list) {
            return list.stream().map(String::valueOf);
        }
        if (value.getClass().isArray()) {
            return Stream.iterate(0, i -> i < Array.getLength(value), i -> i + 1)
                    .map(i -> String.valueOf(Array.get(value, i)));
        }
        return Stream.of(value.toString());
    }
}
