// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Clips that were asked for lately, each made once, however many ask for it at once. Thread-safe. */
final class ClipCache {
    private record Entry(String version, CompletableFuture<Clip> clip) {
        long bytes() {
            return clip.isDone() && !clip.isCompletedExceptionally()
                    ? clip.join().bytes()
                    : 0;
        }
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /** A clip that never changes. */
    Clip get(String key, long most, Supplier<Clip> maker) {
        return get(key, "", most, maker);
    }

    /**
     * A clip of this version, made if need be. What the maker throws is thrown, and nothing kept of it.
     *
     * @param most how many bytes are kept; those that nobody asked for longest go first
     */
    Clip get(String key, String version, long most, Supplier<Clip> maker) {
        Entry mine = new Entry(version, new CompletableFuture<>());
        Entry there;
        synchronized (entries) {
            there = entries.get(key);
            if (there == null || !there.version().equals(version)) {
                entries.put(key, mine);
                there = mine;
            }
        }
        if (there == mine) {
            make(key, mine, maker);
            trim(most);
        }
        try {
            return there.clip().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void make(String key, Entry entry, Supplier<Clip> maker) {
        try {
            entry.clip().complete(maker.get());
        } catch (RuntimeException | Error e) {
            synchronized (entries) {
                entries.remove(key, entry);
            }
            entry.clip().completeExceptionally(e);
        }
    }

    private void trim(long most) {
        synchronized (entries) {
            long bytes = entries.values().stream().mapToLong(Entry::bytes).sum();
            Iterator<Entry> oldest = entries.values().iterator();
            // The one that was just asked for is the last.
            for (int left = entries.size(); bytes > most && left > 1; left--) {
                bytes -= oldest.next().bytes();
                oldest.remove();
            }
        }
    }
}
