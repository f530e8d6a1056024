// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import java.util.List;
import java.util.Map;
import org.strowger.api.config.Problem;

/** Asks everybody whom a configuration concerns. */
interface Vetting {
    /** What they would say to it. */
    List<Finding> check(Pid pid, String file, Map<String, Object> properties);

    /** What they do not take of what they have been given. */
    List<Problem> refused();

    /** Whether a key's value is nobody's business. */
    boolean secret(Pid pid, String key);
}
