// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Where the draft and the journal outlive the process: two files of JSON in a folder, which only their owner may read. */
final class Vault {
    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(Instant.class, (JsonSerializer<Instant>)
                    (instant, type, context) -> new JsonPrimitive(instant.toString()))
            .registerTypeAdapter(Instant.class, (JsonDeserializer<Instant>)
                    (json, type, context) -> Instant.parse(json.getAsString()))
            .registerTypeHierarchyAdapter(Optional.class, (JsonSerializer<Optional<?>>) (optional, type, context) -> {
                JsonArray array = new JsonArray();
                optional.ifPresent(value -> array.add(context.serialize(value)));
                return array;
            })
            .registerTypeHierarchyAdapter(Optional.class, (JsonDeserializer<Optional<?>>) (json, type, context) -> {
                JsonArray array = json.getAsJsonArray();
                JsonElement value = array.isEmpty() ? null : array.get(0);
                return Optional.ofNullable(
                        context.deserialize(value, ((ParameterizedType) type).getActualTypeArguments()[0]));
            })
            .disableHtmlEscaping()
            .create();

    private final Disk disk;
    private final Path folder;
    private final Path draft;
    private final Path journal;

    Vault(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
        this.draft = folder.resolve("draft.json");
        this.journal = folder.resolve("journal.json");
    }

    Optional<Draft> draft() throws IOException {
        return read(draft, Draft.class);
    }

    void draft(Optional<Draft> value) throws IOException {
        disk.write(draft, StandardCharsets.UTF_8, value.map(GSON::toJson));
    }

    Optional<Journal> journal() throws IOException {
        return read(journal, Journal.class);
    }

    void journal(Optional<Journal> value) throws IOException {
        disk.write(journal, StandardCharsets.UTF_8, value.map(GSON::toJson));
    }

    /** Keeps a text that a file has no room for any more; returns where. */
    Path keep(Journal.FileChange change, Optional<String> text) throws IOException {
        Path kept = folder.resolve(change.pid().fileName() + ".kept");
        disk.write(kept, StandardCharsets.UTF_8, text);
        return kept;
    }

    private <T> Optional<T> read(Path file, Class<T> type) throws IOException {
        try {
            return disk.read(file, StandardCharsets.UTF_8).map(text -> GSON.fromJson(text, type));
        } catch (JsonParseException | IllegalArgumentException | NullPointerException broken) {
            throw new IOException(file + " cannot be read: " + broken.getMessage(), broken);
        }
    }
}
