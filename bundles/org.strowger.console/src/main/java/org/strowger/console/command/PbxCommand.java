// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.osgi.framework.BundleContext;
import org.strowger.api.call.Switchboard;
import org.strowger.api.console.Report;
import org.strowger.console.ReportPrinter;
import org.strowger.console.Services;
import org.strowger.console.plugin.Plugin;
import org.strowger.console.plugin.Plugins;

/** What every command here needs. A command fails by an exception, whose message the console shows. */
abstract class PbxCommand implements Action {
    @Option(name = "--json", description = "Print JSON.")
    private boolean json;

    @Reference
    private Session session;

    @Reference
    private BundleContext context;

    final boolean json() {
        return json;
    }

    final Services services() {
        return new Services(context);
    }

    /** Who gives the command. */
    final String user() {
        return String.valueOf(session.get("USER"));
    }

    final List<Plugin> plugins() {
        return Plugins.of(context);
    }

    final PrintStream out() {
        return session.getConsole();
    }

    final void print(Report report) {
        new ReportPrinter().print(out(), report, json);
    }

    /**
     * Takes options that stand behind the arguments, where the console does not look for them.
     *
     * @param trailing what stood there; null for nothing
     */
    final void options(List<String> trailing) {
        for (String option : trailing == null ? List.<String>of() : trailing) {
            if (!option.equals("--json")) {
                throw new IllegalArgumentException("There is one word too many: " + option);
            }
            json = true;
        }
    }

    /** Says something that is not part of the JSON. */
    final void say(String line) {
        if (!json) {
            out().println(line);
        }
    }

    /** Fails with what is wrong: in full on the output, where a person reads; in full in the failure, where JSON is read. */
    final IllegalStateException failure(String verdict, List<String> findings) {
        String all = verdict + ": " + String.join("; ", findings);
        say(all);
        return new IllegalStateException(json ? all : verdict);
    }

    /** Asks the engine. */
    final <R> R switchboard(Function<Switchboard, R> question) {
        return services()
                .ask(Switchboard.class, question)
                .orElseThrow(() -> new IllegalStateException(
                        "The engine is not there: is the bundle org.strowger.engine active?"));
    }
}
