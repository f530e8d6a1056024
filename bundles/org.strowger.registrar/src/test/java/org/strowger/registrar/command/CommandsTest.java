// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.api.console.Printer;
import org.strowger.registrar.Desk;
import org.strowger.registrar.Directory;
import org.strowger.registrar.DirectoryException;

class CommandsTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream console = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final Session session = (Session) Proxy.newProxyInstance(
            Session.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, arguments) -> method.getName().equals("getConsole") ? console : null);
    private final Printer printer = (out, report, json) -> out.print(json + " " + report.rows());
    private final Directory directory = Desk.directory();

    @TempDir
    Path folder;

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void accountsAreListed() {
        AccountsCommand command = new AccountsCommand();
        command.directory = directory;
        command.printer = printer;
        command.session = session;
        command.json = true;

        command.execute();

        assertThat(printed()).startsWith("true [{account=3000, name=Almon,");
    }

    @Test
    void bindingsAreListedForOneAccountOrAll() throws DirectoryException {
        BindingsCommand command = new BindingsCommand();
        command.directory = directory;
        command.printer = printer;
        command.session = session;

        command.execute();
        assertThat(printed()).startsWith("false [{account=3000, contact=sip:a@192.0.2.7,");

        command.account = "9999";
        assertThatThrownBy(command::execute).hasMessage("there is no account 9999");
    }

    @Test
    void aPasswordIsPrintedOnceAndOnlyWhereItWasMade() throws DirectoryException {
        AccountAddCommand made = add("4000", null);
        made.aliases = "4900,4901";
        made.execute();
        assertThat(printed()).matches("password \\w{16}\\R");
        bytes.reset();

        add("4001", "given").execute();
        assertThat(printed()).isEmpty();

        AccountPasswordCommand password = new AccountPasswordCommand();
        password.directory = directory;
        password.session = session;
        password.number = "4900";
        password.execute();
        assertThat(printed()).matches("password \\w{16}\\R");
    }

    private AccountAddCommand add(String number, String password) {
        AccountAddCommand command = new AccountAddCommand();
        command.directory = directory;
        command.session = session;
        command.number = number;
        command.password = password;
        return command;
    }

    @Test
    void aListOfAliasesWithAGapIsRefused() {
        AccountAddCommand command = add("4000", "x");
        command.aliases = "4900,,4901";

        assertThatThrownBy(command::execute).hasMessageStartingWith("alias '' is not");
    }

    @Test
    void numbersAreCompleted() {
        AccountCompleter completer = new AccountCompleter();
        completer.directory = directory;
        CommandLine line = (CommandLine) Proxy.newProxyInstance(
                CommandLine.class.getClassLoader(),
                new Class<?>[] {CommandLine.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getCursorArgument" -> "3001x";
                    case "getArgumentPosition", "getBufferPosition" -> 4;
                    default -> null;
                });
        List<String> candidates = new ArrayList<>();

        assertThat(completer.complete(session, line, candidates)).isZero();

        assertThat(candidates).containsExactly("3001 ");
    }

    @Test
    void phonesAreUnbound() throws DirectoryException {
        BindingDropCommand drop = new BindingDropCommand();
        drop.directory = directory;
        drop.session = session;
        drop.account = "3000";
        drop.contact = "sip:a@192.0.2.7";
        drop.execute();
        assertThat(printed()).startsWith("1 phones unbound");

        AccountRemoveCommand remove = new AccountRemoveCommand();
        remove.directory = directory;
        remove.session = session;
        remove.number = "3000";
        remove.execute();
        assertThat(printed()).contains("removed, 0 phones unbound");
    }

    @Test
    void whatWasExportedIsImported() throws Exception {
        Path file = folder.resolve("accounts.csv");
        AccountsExportCommand export = new AccountsExportCommand();
        export.directory = directory;
        export.session = session;
        export.file = file.toString();
        export.execute();
        AccountsImportCommand read = new AccountsImportCommand();
        read.directory = directory;
        read.session = session;
        read.file = file.toString();
        read.execute();
        assertThat(printed()).isEqualToNormalizingNewlines("3 accounts exported\n0 accounts added, 3 updated\n");

        Files.writeString(file, "number\n4000\n");
        assertThatThrownBy(read::execute).hasMessageContaining("line 2: account 4000 is new and has no password");
    }
}
