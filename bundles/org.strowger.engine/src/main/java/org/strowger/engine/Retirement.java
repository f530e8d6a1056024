// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.io.IOException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a role whose configuration was deleted, such as a trunk that is given up, from one that is replaced. Thread-safe. */
final class Retirement {
    private static final Logger log = LoggerFactory.getLogger(Retirement.class);

    private volatile ConfigurationAdmin configurations;

    void arrived(ConfigurationAdmin present) {
        configurations = present;
    }

    void left(ConfigurationAdmin gone) {
        if (configurations == gone) {
            configurations = null;
        }
    }

    /** Whether a role that leaves had a configuration, and has it no more. */
    boolean of(ServiceReference<?> role) {
        ConfigurationAdmin present = configurations;
        if (present == null || !(role.getProperty(Constants.SERVICE_PID) instanceof String pid)) {
            return false;
        }
        try {
            return present.listConfigurations("(" + Constants.SERVICE_PID + "=" + escaped(pid) + ")") == null;
        } catch (IOException | InvalidSyntaxException | IllegalStateException unknown) {
            log.warn("whether {} is configured cannot be known; it is thought to come back", pid, unknown);
            return false;
        }
    }

    private static String escaped(String pid) {
        return pid.replaceAll("([\\\\()*])", "\\\\$1");
    }
}
