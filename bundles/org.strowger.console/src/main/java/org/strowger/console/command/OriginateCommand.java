// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.command;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.api.call.Originator;

@Service
@Command(scope = "pbx", name = "originate", description = "Lets an application call a number.")
public final class OriginateCommand extends PbxCommand {
    @Argument(index = 0, name = "application", required = true, description = "The role that calls, such as echo.")
    @Completion(OriginatorCompleter.class)
    private String application;

    @Argument(index = 1, name = "number", required = true, description = "The number to call.")
    private String number;

    @Override
    public Object execute() {
        AtomicBoolean called = new AtomicBoolean();
        services().each(Originator.class, (reference, originator) -> {
            if (RoleName.of(reference).means(application) && called.compareAndSet(false, true)) {
                originator.originate(number);
            }
        });
        if (!called.get()) {
            throw new IllegalArgumentException("There is no application " + application + " that can call.");
        }
        say(application + " calls " + number);
        return null;
    }
}
