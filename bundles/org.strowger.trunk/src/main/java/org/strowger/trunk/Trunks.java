// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.service.component.annotations.Component;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;

/** What the trunks think of their configurations: of one that may come, and of those that they were given. Thread-safe. */
@Component(
        service = {Configured.class, Trunks.class},
        property = Configured.PIDS + "=" + Trunk.PID)
public final class Trunks implements Configured {
    private final Map<String, List<Problem>> byTrunk = new ConcurrentSkipListMap<>();

    @Override
    public List<Problem> check(String pid, Map<String, Object> properties) {
        Values values = new Values(pid, properties);
        Peer.read(values);
        return values.problems();
    }

    @Override
    public List<Problem> refused() {
        return byTrunk.values().stream().flatMap(List::stream).toList();
    }

    /** A trunk was given a configuration, or left: this is what it refuses of it. */
    void refused(String trunk, List<Problem> problems) {
        if (problems.isEmpty()) {
            byTrunk.remove(trunk);
        } else {
            byTrunk.put(trunk, problems);
        }
    }
}
