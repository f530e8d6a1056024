// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.List;
import java.util.Objects;

/**
 * A role as an operator sees it.
 *
 * @param name such as {@code registrar} or {@code trunk-carrier}
 * @param parts what it does: {@code callin}, {@code callout}, {@code router}, {@code media}
 * @param claimed how many calls it has claimed as callin or taken as callout
 * @param failed how many of its answers were exceptions
 */
public record RoleInfo(
        String name, List<String> parts, int ranking, String bundle, String version, long claimed, long failed) {
    public RoleInfo {
        Objects.requireNonNull(name, "name");
        parts = List.copyOf(parts);
        Objects.requireNonNull(bundle, "bundle");
        Objects.requireNonNull(version, "version");
    }
}
