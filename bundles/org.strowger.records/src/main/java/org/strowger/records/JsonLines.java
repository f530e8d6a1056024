// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Entries and records as lines of JSON, one each, ended by a line feed. Pure functions. */
final class JsonLines {
    private JsonLines() {}

    static byte[] write(Entry entry) {
        JsonObject json = new JsonObject();
        json.addProperty("event", entry.kind().name());
        json.addProperty("call", entry.call());
        json.addProperty("at", entry.at().toString());
        entry.sorted().forEach((name, value) -> json.addProperty("." + name, value));
        return line(json);
    }

    static byte[] write(CallRecord record) {
        JsonObject json = new JsonObject();
        for (Column column : Column.values()) {
            record.value(column).ifPresent(value -> {
                if (value instanceof Long number) {
                    json.addProperty(column.label(), number);
                } else {
                    json.addProperty(column.label(), value.toString());
                }
            });
        }
        return line(json);
    }

    private static byte[] line(JsonObject json) {
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Empty where a line is none of an entry. */
    static Optional<Entry> entry(String line) {
        try {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            Map<String, String> values = new HashMap<>();
            for (Map.Entry<String, JsonElement> field : json.entrySet()) {
                if (field.getKey().startsWith(".")) {
                    values.put(field.getKey().substring(1), field.getValue().getAsString());
                }
            }
            return Optional.of(new Entry(
                    Entry.Kind.valueOf(json.get("event").getAsString()),
                    json.get("call").getAsString(),
                    Instant.parse(json.get("at").getAsString()),
                    values));
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException | DateTimeException broken) {
            return Optional.empty();
        }
    }

    /** Empty where a line is none of a record. */
    static Optional<CallRecord> record(String line) {
        try {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            Map<Column, Object> values = new EnumMap<>(Column.class);
            for (Column column : Column.values()) {
                JsonElement value = json.get(column.label());
                if (value != null) {
                    values.put(column, value(column, value));
                }
            }
            return Optional.of(new CallRecord(values));
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException | DateTimeException broken) {
            return Optional.empty();
        }
    }

    private static Object value(Column column, JsonElement value) {
        return switch (column.type()) {
            case NUMBER -> value.getAsLong();
            case TEXT -> value.getAsString();
            case TIME -> Instant.parse(value.getAsString());
        };
    }
}
