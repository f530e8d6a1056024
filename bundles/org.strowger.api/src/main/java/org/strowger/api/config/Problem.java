// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.config;

import java.util.Objects;

/**
 * What is wrong with a configuration.
 *
 * @param pid the configuration's PID, with {@code ~name} for one of a factory
 * @param file the file in {@code etc/} that it came from; empty where none is known
 * @param key the key whose value is bad; empty where it is the whole
 * @param reason why, in words that end a sentence beginning with the key
 */
public record Problem(String pid, String file, String key, String reason) {
    public Problem {
        Objects.requireNonNull(pid, "pid");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(reason, "reason");
    }

    /** {@code file: key: reason}, as a log or a console shows it. */
    @Override
    public String toString() {
        String where = file.isEmpty() ? pid : file;
        return key.isEmpty() ? where + ": " + reason : where + ": " + key + ": " + reason;
    }
}
