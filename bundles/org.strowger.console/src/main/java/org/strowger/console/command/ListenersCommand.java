// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.api.sip.SipEndpoint;
import org.strowger.console.Reports;

@Service
@Command(
        scope = "pbx",
        name = "listeners",
        description = "Lists every configured listener, and why one does not listen.")
public final class ListenersCommand extends PbxCommand {
    @Override
    public Object execute() {
        print(Reports.listeners(services()
                .ask(SipEndpoint.class, SipEndpoint::listeners)
                .orElseThrow(() -> new IllegalStateException(
                        "The SIP endpoint is not there: is the bundle org.strowger.sip active?"))));
        return null;
    }
}
