// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.console.plugin.Plugins;

@Service
@Command(
        scope = "pbx",
        name = "plugins",
        description = "Lists the bundles that use the exchange's API, and why one does not run.")
public final class PluginsCommand extends PbxCommand {
    @Override
    public Object execute() {
        print(Plugins.report(plugins()));
        return null;
    }
}
