// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;

/** The dialler's configuration: a change is for the attempts that follow, a bad one changes nothing. Any thread. */
@Component(
        service = {OutboundSettings.class, Configured.class},
        configurationPid = Settings.PID,
        // else the last good values would go whenever nobody holds the service
        immediate = true,
        property = Configured.PIDS + "=" + Settings.PID)
@Designate(ocd = OutboundConfig.class)
public final class OutboundSettings implements Configured {
    private static final Logger log = LoggerFactory.getLogger(OutboundSettings.class);

    private volatile Settings settings = Settings.DEFAULT;
    private volatile List<Problem> refused = List.of();

    @Activate
    public OutboundSettings(Map<String, Object> properties) {
        modified(properties);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        Values values = Values.of(properties, Settings.PID);
        Settings latest = Settings.read(values);
        refused = values.problems();
        if (refused.isEmpty()) {
            settings = latest;
        } else {
            refused.forEach(problem -> log.error("{}; in force stays {}", problem, settings));
        }
    }

    /** What is in force. */
    Settings get() {
        return settings;
    }

    @Override
    public List<Problem> check(String pid, Map<String, Object> properties) {
        Values values = new Values(pid, properties);
        Settings.read(values);
        return values.problems();
    }

    @Override
    public List<Problem> refused() {
        return refused;
    }
}
