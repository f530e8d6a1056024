// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;

/**
 * The last command of a script that runs over a network. The console hangs up when its last command has returned, whether or not
 * the other end has read everything; this one does not return before.
 */
@Service
@Command(
        scope = "pbx",
        name = "end",
        description =
                "Prints a mark and waits until the input ends, so that a script can read all output before the console hangs up.")
public final class EndCommand implements Action {
    @Argument(name = "mark", description = "A line to print.", required = true)
    private String mark;

    @Reference
    private Session session;

    @Override
    public Object execute() throws IOException {
        PrintStream out = session.getConsole();
        out.println(mark);
        out.flush();
        InputStream in = session.getKeyboard();
        byte[] unread = new byte[256];
        int read;
        do {
            read = in.read(unread);
        } while (read >= 0);
        return null;
    }
}
