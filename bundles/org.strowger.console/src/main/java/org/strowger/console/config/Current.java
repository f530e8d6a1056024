// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import java.util.Optional;

/**
 * A configuration as it is now, in its file and in Config Admin.
 *
 * @param file the path of its file, or of the one that it would get
 * @param text what is in the file; empty where there is none
 * @param seed the text to begin with when it is edited: the file's, or what Config Admin holds without one
 * @param properties what Config Admin holds, written so that a change shows; empty where it holds nothing
 */
record Current(String file, Optional<String> text, String seed, String properties) {
    /** Whether there is such a configuration at all. */
    boolean exists() {
        return text.isPresent() || !properties.isEmpty();
    }

    /** Whether it was left alone since. */
    boolean same(Current later) {
        return text.equals(later.text) && properties.equals(later.properties);
    }
}
