// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import org.strowger.api.config.Problem;

/** What is wrong with a configuration, or odd. */
public record Finding(boolean error, Problem problem) {
    static Finding error(Problem problem) {
        return new Finding(true, problem);
    }

    static Finding warning(Problem problem) {
        return new Finding(false, problem);
    }
}
