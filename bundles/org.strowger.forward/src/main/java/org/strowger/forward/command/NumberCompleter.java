// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward.command;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.strowger.forward.Directory;

/** Completes the numbers that have settings. */
@Service
public final class NumberCompleter implements Completer {
    /** More than this nobody reads. */
    private static final int MOST = 200;

    @Reference
    Directory directory;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        String word = line.getCursorArgument() == null ? "" : line.getCursorArgument();
        String beginning = word.substring(0, Math.min(word.length(), line.getArgumentPosition()));
        return new StringsCompleter(directory.numbers(beginning, MOST)).complete(session, line, candidates);
    }
}
