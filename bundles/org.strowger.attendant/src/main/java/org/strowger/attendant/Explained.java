// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** What the console looks at. Within this bundle only. */
public interface Explained {
    /**
     * A menu in force.
     *
     * @param bound the seconds within which a visit that begins here is over, or the caller talks to somebody
     */
    record Row(String name, String numbers, String language, boolean open, long bound) {}

    /** What is done after a key, or a while. */
    record Walk(String after, String done) {}

    /** The menus in force, by name. Any thread; may read files. */
    List<Row> rows();

    /**
     * What becomes of a caller who presses keys, and then none.
     *
     * @param at the menu's own time; empty for now
     * @throws IllegalArgumentException where there is no such menu
     */
    List<Walk> explain(String menu, String keys, Optional<LocalDateTime> at);
}
