// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.strowger.forward.Directory;
import org.strowger.forward.ForwardException;

@Service
@Command(scope = "pbx", name = "forward-clear", description = "Lets the calls to a number go as they come")
public final class ForwardClearCommand implements Action {
    @Reference
    Directory directory;

    @Argument(name = "NUMBER", required = true, description = "The number that is called")
    @Completion(NumberCompleter.class)
    String number;

    @Override
    public Object execute() throws ForwardException {
        directory.clear(number);
        return null;
    }
}
