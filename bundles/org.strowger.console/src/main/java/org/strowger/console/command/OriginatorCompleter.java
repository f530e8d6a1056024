// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.osgi.framework.BundleContext;
import org.strowger.api.call.Originator;
import org.strowger.console.Services;

/** Offers the names of the roles that can call somebody. */
@Service
public final class OriginatorCompleter implements Completer {
    @Reference
    private BundleContext context;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<String> names = new ArrayList<>();
        new Services(context)
                .each(
                        Originator.class,
                        (reference, originator) ->
                                names.add(RoleName.of(reference).name()));
        return new StringsCompleter(names).complete(session, line, candidates);
    }
}
