// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.strowger.api.call.Callin;

/** A role's kind and its name, as {@link Callin#ROLE} defines them. */
record RoleName(String kind, String name) {
    static RoleName of(ServiceReference<?> reference) {
        String kind = String.valueOf(reference.getProperty(Callin.ROLE));
        String pid = reference.getProperty(Constants.SERVICE_PID) instanceof String single ? single : "";
        int tilde = pid.indexOf('~');
        return new RoleName(kind, tilde < 0 ? kind : kind + "-" + pid.substring(tilde + 1));
    }

    boolean means(String wanted) {
        return name.equals(wanted) || kind.equals(wanted);
    }
}
