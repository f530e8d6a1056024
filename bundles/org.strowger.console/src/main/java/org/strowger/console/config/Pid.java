// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a configuration.
 *
 * @param factory the PID, or the factory's
 * @param name which of a factory's; empty for a configuration of its own
 */
public record Pid(String factory, String name) implements Comparable<Pid> {
    /** As file names have it: PIDs have no hyphen, the first one begins the name. */
    private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9_.]+)(?:[-~]([A-Za-z0-9_.~-]+))?");

    /**
     * Reads {@code org.strowger.trunk-carrier} or {@code org.strowger.trunk~carrier}.
     *
     * @throws IllegalArgumentException naming the text
     */
    public static Pid parse(String text) {
        Matcher pid = TEXT.matcher(text);
        if (!pid.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no PID: expected such as org.strowger.trunk-carrier");
        }
        return new Pid(pid.group(1), pid.group(2) == null ? "" : pid.group(2));
    }

    /** As Config Admin has it. */
    public String id() {
        return name.isEmpty() ? factory : factory + "~" + name;
    }

    /** The file that it would be in. */
    public String fileName() {
        return (name.isEmpty() ? factory : factory + "-" + name) + ".cfg";
    }

    @Override
    public int compareTo(Pid other) {
        return id().compareTo(other.id());
    }

    @Override
    public String toString() {
        return id();
    }
}
