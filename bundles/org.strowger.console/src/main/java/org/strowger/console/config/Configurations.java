// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Configurations as they are: their files and Config Admin. */
interface Configurations {
    /**
     * Looks one up.
     *
     * @throws IllegalArgumentException when it is kept in a form that is not written here
     */
    Current current(Pid pid) throws IOException;

    /** What Config Admin would hand over when this is the text. */
    Map<String, Object> properties(Pid pid, String file, String text);

    /** What is in a file; empty where there is none. */
    Optional<String> read(String file) throws IOException;

    /** Puts a text into a file; empty for no file. All or nothing, and for good. */
    void write(String file, Optional<String> text) throws IOException;

    /** Gives Config Admin what File Install would read from this text; empty deletes the configuration. */
    void tell(Pid pid, String file, Optional<String> text) throws IOException;

    /** Waits until everybody has been told what changed before; false when that took too long. */
    boolean settle(Duration bound) throws IOException, InterruptedException;
}
