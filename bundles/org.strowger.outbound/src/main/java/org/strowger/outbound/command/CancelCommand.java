// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.api.dial.DialOutcome;
import org.strowger.api.dial.Dialer;

@Service
@Command(scope = "pbx", name = "cancel", description = "Takes back a call of the dialler that is not established.")
public final class CancelCommand extends EndDialCommand {
    @Override
    DialOutcome end(Dialer with, String known) {
        return with.cancel(known);
    }
}
