// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.api.call.RoleInfo;
import org.strowger.api.call.Switchboard;
import org.strowger.console.Reports;

@Service
@Command(
        scope = "pbx",
        name = "roles",
        description =
                "Lists the roles in the order in which they are asked: what each has done, and how long its answers took.")
public final class RolesCommand extends PbxCommand {
    @Argument(index = 0, name = "role", description = "Only the role of this name.")
    @Completion(RoleNameCompleter.class)
    private String role;

    @Argument(index = 1, name = "options", multiValued = true, description = "Options may stand at the end, too.")
    private List<String> trailing;

    @Override
    public Object execute() {
        options(trailing);
        List<RoleInfo> roles = switchboard(Switchboard::roles).stream()
                .filter(candidate -> role == null || candidate.name().equals(role))
                .toList();
        if (role != null && roles.isEmpty()) {
            throw new IllegalArgumentException("There is no role " + role + ".");
        }
        print(Reports.roles(roles, json()));
        return null;
    }
}
