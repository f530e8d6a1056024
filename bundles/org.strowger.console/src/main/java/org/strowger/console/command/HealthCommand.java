// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.strowger.api.call.Switchboard;
import org.strowger.api.route.Router;
import org.strowger.api.sip.SipEndpoint;
import org.strowger.console.Health;
import org.strowger.console.Services;

@Service
@Command(
        scope = "pbx",
        name = "health",
        description = "Says whether calls can be taken. Fails with what is missing when they cannot.")
public final class HealthCommand extends PbxCommand {
    @Override
    public Object execute() {
        Services services = services();
        Health health = new Health(
                services.ask(SipEndpoint.class, SipEndpoint::listeners),
                services.present(Switchboard.class),
                services.present(Router.class),
                services.ask(ServiceComponentRuntime.class, Components::stuck).orElse(Map.of()),
                plugins());
        print(health.report());
        if (!health.ready()) {
            throw failure("not ready", health.findings());
        }
        health.notes().forEach(this::say);
        say("ready");
        return null;
    }
}
