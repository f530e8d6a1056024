// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.config;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A bundle that takes configurations and keeps the last good one when it is given a bad one. Registered as a service with the
 * property {@link #PIDS}. Any thread.
 */
@ConsumerType
public interface Configured {
    /** Service property: the PIDs that it speaks for, factory PIDs without the name. */
    String PIDS = "pbx.config.pids";

    /**
     * Says what would be refused, without taking it. Must be a pure function of its arguments: cheap, and safe for values of
     * any kind.
     *
     * @param pid one of {@link #PIDS}, with {@code ~name} for one of a factory
     * @param properties as Config Admin would give them
     * @return empty where it would be taken
     */
    List<Problem> check(String pid, Map<String, Object> properties);

    /** What of the present configurations is refused, so that something older is in force. */
    List<Problem> refused();
}
