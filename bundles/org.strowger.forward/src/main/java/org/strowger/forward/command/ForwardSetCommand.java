// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward.command;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.forward.Directory;
import org.strowger.forward.ForwardException;

@Service
@Command(
        scope = "pbx",
        name = "forward-set",
        description = "Diverts the calls to a number, or stops that; what is not named stays as it is")
public final class ForwardSetCommand implements Action {
    @Reference
    Directory directory;

    @Argument(name = "NUMBER", required = true, description = "The number that is called")
    @Completion(NumberCompleter.class)
    String number;

    @Option(name = "--always", description = "Where every call goes, or off")
    String always;

    @Option(name = "--busy", description = "Where calls go while it is busy or declines, or off")
    String busy;

    @Option(name = "--no-answer", description = "Where calls go that nobody answers, or off")
    String noAnswer;

    @Option(name = "--after", description = "So many seconds it rings before --no-answer; 0 for the time of all")
    Integer after;

    @Option(name = "--unreachable", description = "Where calls go while no phone can be reached, or off")
    String unreachable;

    @Option(name = "--dnd", description = "on or off: whether it is not to be disturbed")
    String dnd;

    @Override
    public Object execute() throws ForwardException {
        Map<String, String> targets = new HashMap<>();
        put(targets, "always", always);
        put(targets, "busy", busy);
        put(targets, "noAnswer", noAnswer);
        put(targets, "unreachable", unreachable);
        if (targets.isEmpty() && after == null && dnd == null) {
            throw new IllegalArgumentException("nothing to set: see --help");
        }
        directory.set(
                number,
                targets,
                Optional.ofNullable(after),
                Optional.ofNullable(dnd).map(ForwardSetCommand::on));
        return null;
    }

    private static void put(Map<String, String> targets, String kind, String target) {
        if (target != null) {
            targets.put(kind, target);
        }
    }

    private static boolean on(String text) {
        if (!text.equals("on") && !text.equals("off")) {
            throw new IllegalArgumentException("'" + text + "' is neither on nor off");
        }
        return text.equals("on");
    }
}
