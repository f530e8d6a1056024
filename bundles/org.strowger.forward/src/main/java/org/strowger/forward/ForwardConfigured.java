// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;

/** What the role thinks of a configuration. It is there without the database, which the role itself waits for. */
@Component(property = Configured.PIDS + "=" + Forward.PID)
public final class ForwardConfigured implements Configured {
    /** Absent until the settings have been loaded: as long as that, nothing is in force. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile Forward forward;

    @Override
    public List<Problem> check(String pid, Map<String, Object> properties) {
        Values values = new Values(pid, properties);
        Settings.read(values);
        return values.problems();
    }

    @Override
    public List<Problem> refused() {
        Forward now = forward;
        return now == null ? List.of() : now.refused();
    }
}
