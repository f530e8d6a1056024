// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A commit that is not over. As long as it is on the disk, the exchange may find itself between two configurations, and knows how to
 * come back to the first.
 *
 * @param confirmBy until when it must be confirmed; empty where it is still being written, or undone
 * @param draft what was committed, staged again when the commit is undone
 */
record Journal(Optional<Instant> confirmBy, Draft draft, List<FileChange> changes) {
    /** One file's texts; empty where there is no file. */
    record FileChange(Pid pid, String file, Optional<String> before, Optional<String> after) {}

    Journal {
        changes = List.copyOf(changes);
    }

    static Journal of(Draft draft) {
        List<FileChange> changes = draft.staged().values().stream()
                .map(one ->
                        new FileChange(one.pid(), one.base().file(), one.base().text(), one.after()))
                .toList();
        return new Journal(Optional.empty(), draft, changes);
    }

    Journal confirmBy(Instant deadline) {
        return new Journal(Optional.of(deadline), draft, changes);
    }

    Journal undoing() {
        return new Journal(Optional.empty(), draft, changes);
    }
}
