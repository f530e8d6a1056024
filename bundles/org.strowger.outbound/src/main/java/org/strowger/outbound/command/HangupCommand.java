// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.api.dial.DialOutcome;
import org.strowger.api.dial.Dialer;

@Service
@Command(
        scope = "pbx",
        name = "hangup",
        description = "Ends a call of the dialler: with a BYE where it is established, else as pbx:cancel does.")
public final class HangupCommand extends EndDialCommand {
    @Override
    DialOutcome end(Dialer with, String known) {
        return with.hangup(known);
    }
}
