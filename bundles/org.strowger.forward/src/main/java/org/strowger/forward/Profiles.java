// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;

/**
 * The settings of every number that has some. A service of {@link Storage} within this bundle: it is there once everything has been loaded.
 * A change is in the database first and in memory then: the next call sees it, and no restart forgets it. Thread-safe.
 */
public final class Profiles {
    /** More numbers than that have no settings. */
    static final int BOUND = 100_000;

    private final Store store;
    private final Executor writer;
    private final Map<String, Profile> profiles = new ConcurrentHashMap<>();

    /** @param writer where a change is written that a call asks for */
    Profiles(Store store, Collection<Profile> loaded, Executor writer) {
        this.store = store;
        this.writer = writer;
        loaded.forEach(profile -> profiles.put(profile.number(), profile));
    }

    /** Never blocks. */
    Profile of(String number) {
        Profile found = profiles.get(number);
        return found == null ? Profile.plain(number) : found;
    }

    int size() {
        return profiles.size();
    }

    List<Profile> all() {
        return profiles.values().stream()
                .sorted(Comparator.comparing(Profile::number))
                .toList();
    }

    /**
     * Changes what is said of a number. Blocks until the database has it.
     *
     * @throws IllegalArgumentException with the reason, where the change itself refuses
     * @throws SQLException where the database does: nothing has changed then
     */
    synchronized Profile change(String number, UnaryOperator<Profile> change) throws SQLException {
        Profile before = of(number);
        Profile after = change.apply(before);
        if (after.equals(before)) {
            return after;
        }
        if (before.isPlain() && profiles.size() >= BOUND) {
            throw new IllegalArgumentException("there is room for the settings of " + BOUND + " numbers and no more");
        }
        store.save(after);
        if (after.isPlain()) {
            profiles.remove(number);
        } else {
            profiles.put(number, after);
        }
        return after;
    }

    /** The same, later: fails with what {@link #change} throws, or where nothing is written any longer. */
    CompletableFuture<Profile> changeLater(String number, UnaryOperator<Profile> change) {
        CompletableFuture<Profile> done = new CompletableFuture<>();
        try {
            writer.execute(() -> {
                try {
                    done.complete(change(number, change));
                } catch (SQLException | RuntimeException refused) {
                    done.completeExceptionally(refused);
                }
            });
        } catch (RejectedExecutionException stopping) {
            done.completeExceptionally(stopping);
        }
        return done;
    }
}
