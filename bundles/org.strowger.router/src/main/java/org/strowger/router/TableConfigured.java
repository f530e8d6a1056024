// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;

/** What the router thinks of a table. It is there without one too, so that the first can be checked before it is taken. */
@Component(property = Configured.PIDS + "=" + TableRouter.PID)
public final class TableConfigured implements Configured {
    /** Absent as long as there is no configuration. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile DialPlan plan;

    @Override
    public List<Problem> check(String pid, Map<String, Object> properties) {
        return TableParser.parse(properties).problems(pid, Values.file(properties));
    }

    @Override
    public List<Problem> refused() {
        DialPlan now = plan;
        return now == null ? List.of() : now.rejections();
    }
}
