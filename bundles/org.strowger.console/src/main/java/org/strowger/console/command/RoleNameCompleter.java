// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.osgi.framework.BundleContext;
import org.strowger.api.call.RoleInfo;
import org.strowger.api.call.Switchboard;
import org.strowger.console.Services;

/** Offers the names of the roles that are here. */
@Service
public final class RoleNameCompleter implements Completer {
    @Reference
    private BundleContext context;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<String> names = new Services(context)
                .ask(
                        Switchboard.class,
                        engine -> engine.roles().stream().map(RoleInfo::name).toList())
                .orElse(List.of());
        return new StringsCompleter(names).complete(session, line, candidates);
    }
}
