// SPDX-License-Identifier: Apache-2.0
package org.strowger.router.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.karaf.shell.api.console.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.api.console.Printer;
import org.strowger.router.DialPlan;
import org.strowger.router.TableRouter;

class CommandsTest {
    private static final DialPlan REJECTED = new TableRouter(Map.of("route.1", "* 2-1 = ="));
    private static final Printer PRINTER =
            (out, report, json) -> report.rows().forEach(row -> out.println((json ? "json " : "") + row.values()));

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void routesListsTheRows() {
        assertThat(routes(new TableRouter(Map.of("route.1", "* 9* = $1 trunk-a callin=registrar")), false))
                .isEqualTo("[route.1, *, 9*, =, $1, [trunk-a], registrar, 0, null]\n");
    }

    @Test
    void routesShowsARejectionAtItsTop() {
        assertThat(routes(REJECTED, false))
                .isEqualTo("rejected: org.strowger.router: route.1: in_to: range 2-1 is upside down\n");
        printed.reset();
        assertThat(routes(REJECTED, true))
                .startsWith("json [rejected, ")
                .endsWith("org.strowger.router: route.1: in_to: range 2-1 is upside down]\n");
    }

    @Test
    void routeCheckPassesAGoodFile() throws IOException {
        assertThat(check("route.1 = * 1 = 2", false)).endsWith("router.cfg: rows 1, errors 0, warnings 0\n");
        printed.reset();
        assertThat(check("route.1 = * 1 = 2", true)).isEmpty();
    }

    @Test
    void routeCheckPrintsWarningsAndPasses() throws IOException {
        assertThat(check("route.1 = * * = 2\nroute.2 = * 1 = 3\n", false))
                .startsWith("[warning, route.2, , never matches: route.1 (* * = 2) takes all its calls]\n")
                .endsWith("rows 2, errors 0, warnings 1\n");
    }

    @Test
    void routeCheckFailsForAFileWithErrors() {
        assertThatThrownBy(() -> check("route.1 = * 2-1 = 2\nroute.2 = 1", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("router.cfg: rows 0, errors 2, warnings 0");
        assertThat(text())
                .startsWith("[error, route.1, in_to, range 2-1 is upside down]\n[error, route.2, , needs four columns");
    }

    private String routes(DialPlan plan, boolean json) {
        RoutesCommand command = new RoutesCommand();
        command.plan = plan;
        command.printer = PRINTER;
        command.session = session();
        command.json = json;
        command.execute();
        return text();
    }

    private String check(String table, boolean json) throws IOException {
        Path file = folder.resolve("router.cfg");
        Files.writeString(file, table);
        RouteCheckCommand command = new RouteCheckCommand();
        command.plan = REJECTED;
        command.printer = PRINTER;
        command.session = session();
        command.file = file.toString();
        command.json = json;
        command.execute();
        return text();
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private Session session() {
        return (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, args) -> out);
    }
}
