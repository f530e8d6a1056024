// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;

/** What is wrong with the configurations of the bundle: of one that is put to it, and of those that it was given. Thread-safe. */
final class Refusals {
    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private final Map<String, List<Problem>> byPid = new ConcurrentHashMap<>();

    static List<Problem> check(String pid, Map<String, Object> properties) {
        Values values = new Values(pid, properties);
        if (pid.equals(StackSettings.PID)) {
            StackSettings.read(values);
        } else if (pid.equals(ListenerSpec.PID) || pid.startsWith(ListenerSpec.PID + "~")) {
            ListenerSpec.read(ListenerSpec.nameOf(pid), values);
        } else {
            throw new IllegalArgumentException("PID " + pid + " is not of this bundle");
        }
        return values.problems();
    }

    /** Notes what is wrong with a configuration that was given; with an empty list, that all is well. */
    void note(String pid, List<Problem> problems) {
        List<Problem> before = problems.isEmpty() ? byPid.remove(pid) : byPid.put(pid, List.copyOf(problems));
        if (!problems.equals(before)) {
            problems.forEach(problem -> log.error("{}", problem));
        }
    }

    /** What is wrong now, by PID. */
    List<Problem> all() {
        return byPid.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Problem::pid))
                .toList();
    }
}
