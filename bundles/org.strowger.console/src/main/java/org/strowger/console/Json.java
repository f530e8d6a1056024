// SPDX-License-Identifier: Apache-2.0
package org.strowger.console;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.strowger.api.console.Report;

/** Reports as JSON: an array with one object a row, each on a line of its own. */
final class Json {
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private Json() {}

    static String of(Report report) {
        StringJoiner rows = new StringJoiner(",\n", "[", "]\n");
        for (Map<String, Object> row : report.rows()) {
            rows.add(GSON.toJson(element(row)));
        }
        return rows.toString();
    }

    /** Instants as RFC 3339 has them, durations in seconds. */
    private static JsonElement element(Object value) {
        if (value instanceof Optional<?> optional) {
            return element(optional.orElse(null));
        }
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        if (value instanceof Map<?, ?> map) {
            JsonObject object = new JsonObject();
            map.forEach((name, member) -> object.add(String.valueOf(name), element(member)));
            return object;
        }
        if (value instanceof Iterable<?> list) {
            JsonArray array = new JsonArray();
            list.forEach(member -> array.add(element(member)));
            return array;
        }
        if (value instanceof Duration duration) {
            BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros();
            // A scale below zero would be written with an exponent.
            return new JsonPrimitive(seconds.setScale(Math.max(seconds.scale(), 0)));
        }
        if (value instanceof Boolean flag) {
            return new JsonPrimitive(flag);
        }
        return value instanceof Number number && finite(number)
                ? new JsonPrimitive(number)
                : new JsonPrimitive(value.toString());
    }

    private static boolean finite(Number number) {
        return Double.isFinite(number.doubleValue());
    }
}
