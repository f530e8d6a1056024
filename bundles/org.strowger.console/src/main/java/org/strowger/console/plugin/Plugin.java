// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.plugin;

import java.util.List;

/**
 * A bundle that is written against the exchange's API.
 *
 * @param state as the framework has it, in lower case: {@code active}, {@code resolved}, {@code installed}
 * @param missing why it does not resolve, a clause each; empty where it does
 */
public record Plugin(long id, String name, String version, String state, String location, List<String> missing) {
    public Plugin {
        missing = List.copyOf(missing);
    }
}
