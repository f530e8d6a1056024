// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.console.Services;

/** Offers the exchange's configurations. */
@Service
public final class PidCompleter implements Completer {
    private static final Logger log = LoggerFactory.getLogger(PidCompleter.class);

    @Reference
    private BundleContext context;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<String> pids = new Services(context)
                .ask(ConfigurationAdmin.class, PidCompleter::pids)
                .orElse(List.of());
        return new StringsCompleter(pids).complete(session, line, candidates);
    }

    private static List<String> pids(ConfigurationAdmin admin) {
        try {
            Configuration[] ours = admin.listConfigurations("(service.pid=org.strowger.*)");
            return Stream.ofNullable(ours)
                    .flatMap(Stream::of)
                    .map(configuration -> configuration.getPid().replace('~', '-'))
                    .toList();
        } catch (IOException | InvalidSyntaxException unlisted) {
            log.debug("No configurations to offer", unlisted);
            return List.of();
        }
    }
}
