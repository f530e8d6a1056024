// SPDX-License-Identifier: Apache-2.0
package org.strowger.echo;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.config.Configured;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;

/**
 * The configuration of the echo test: its number. Another number disturbs no call. A bad one is refused, and what held before
 * stays; at first the default. Any thread.
 */
@Component(
        service = {EchoNumber.class, Configured.class},
        configurationPid = EchoNumber.PID,
        // else the last good number would go whenever nobody holds the service
        immediate = true,
        property = Configured.PIDS + "=" + EchoNumber.PID)
@Designate(ocd = EchoNumber.Config.class)
public final class EchoNumber implements Configured {
    static final String PID = "org.strowger.echo";

    private static final Logger log = LoggerFactory.getLogger(EchoNumber.class);
    private static final String STANDARD = "9196";

    @ObjectClassDefinition(name = "Strowger echo test", description = "Sends back what the caller says.")
    public @interface Config {
        @AttributeDefinition(
                name = "Number",
                description = "The number that the echo test answers, and calls from. Default 9196.")
        String number() default STANDARD;
    }

    private volatile String number = STANDARD;
    private volatile List<Problem> refused = List.of();

    @Activate
    public EchoNumber(Map<String, Object> properties) {
        modified(properties);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        Values values = Values.of(properties, PID);
        String latest = read(values);
        refused = values.problems();
        if (refused.isEmpty()) {
            number = latest;
        } else {
            refused.forEach(problem -> log.error("{}; the echo test stays at {}", problem, number));
        }
    }

    /** The number that is in force. */
    String get() {
        return number;
    }

    @Override
    public List<Problem> check(String pid, Map<String, Object> properties) {
        Values values = new Values(pid, properties);
        read(values);
        return values.problems();
    }

    @Override
    public List<Problem> refused() {
        return refused;
    }

    private static String read(Values values) {
        return values.value("number", STANDARD, text -> {
            if (!text.matches("[^\\s@]+")) {
                throw new IllegalArgumentException("'" + text + "' cannot be dialled");
            }
            return text;
        });
    }
}
