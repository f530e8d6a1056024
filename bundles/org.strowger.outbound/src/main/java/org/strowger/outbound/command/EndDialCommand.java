// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.strowger.api.dial.DialOutcome;
import org.strowger.api.dial.Dialer;

/** A command that ends an attempt. */
abstract class EndDialCommand implements Action {
    @Argument(index = 0, name = "CALL-ID", required = true, description = "The Call-ID, from pbx:dial or pbx:dials.")
    @Completion(DialCompleter.class)
    private String callId;

    @Reference
    private Dialer dialer;

    abstract DialOutcome end(Dialer with, String known);

    @Override
    public final Object execute() {
        DialOutcome outcome = end(dialer, callId);
        if (!outcome.done()) {
            throw new IllegalArgumentException(callId + ": " + outcome.why());
        }
        return null;
    }
}
