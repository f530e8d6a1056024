// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.Objects;

/**
 * One part of a role as an operator sees it.
 *
 * @param name such as {@code registrar} or {@code trunk-carrier}
 * @param part what it does: {@code callin}, {@code callout}, {@code router}, {@code media} or {@code application}
 * @param bundle the symbolic name of its bundle
 * @param version of its bundle
 * @param state whether it is asked
 */
public record RoleInfo(
        String name, String part, int ranking, String bundle, String version, State state, RoleStats stats) {
    /** Whether a role is asked. */
    public enum State {
        /** It is here and is asked. */
        HERE,
        /** It failed or was late too often and is left alone for a while; calls that only it could have taken get 503. */
        RESTING,
        /** It rested, and the next call will show whether it is well again. */
        ON_TRIAL,
        /** It left a short while ago and is thought to come back. */
        AWAY
    }

    public RoleInfo {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(part, "part");
        Objects.requireNonNull(bundle, "bundle");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(stats, "stats");
    }
}
