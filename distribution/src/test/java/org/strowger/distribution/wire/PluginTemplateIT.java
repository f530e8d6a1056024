// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The role that the distribution shows to whoever wants to write one, built and used by the very commands of its README. */
@Wire
final class PluginTemplateIT {
    private static final Duration TO_BUILD = Duration.ofMinutes(3);
    private static final Duration TO_DEPLOY = Duration.ofSeconds(30);
    private static final String PACKAGE = "org.example.doorphone";
    private static final String NUMBER = "1900";

    /** What stands in the README for the exchange and for the door phone, whoever reads it. */
    private static final String EXCHANGE = "/opt/strowger";

    private static final String PHONE = "192.0.2.7:5060";

    @Test
    @DisplayName("a role is built, dropped in, takes calls, is configured, has a command, and vanishes without trace")
    void aRoleIsWrittenDroppedInAndTakenAway(Exchange exchange, Lab lab) throws IOException {
        Path jar = exchange.home().resolve("deploy/" + PACKAGE + "-1.0.0.jar");
        Path settings = exchange.home().resolve("etc/" + PACKAGE + ".cfg");
        try {
            ExchangeLog.Mark mark = exchange.log().mark();
            run(lab, "build", "");
            mark.await("callout doorphone in", TO_DEPLOY);
            assertThat(Phones.refusalOfTrunkCall(lab, NUMBER).status()).isEqualTo(480);

            SippRun gate = lab.sipp("answer_until_bye").start();
            mark = exchange.log().mark();
            run(lab, "configure", gate.local().toString());
            mark.await("callout doorphone in", TO_DEPLOY);
            Phones.trunkCall(lab, NUMBER).run();
            assertThat(gate.finish().request("INVITE").uri()).isEqualTo("sip:gate@" + gate.local());

            assertThat(run(lab, "look", ""))
                    .contains(NUMBER + " rings sip:gate@" + gate.local() + ", rung 1")
                    .containsPattern("doorphone +callout")
                    .contains("The number to dial.");

            mark = exchange.log().mark();
            run(lab, "remove", "");
            // without its settings it starts once more before it goes
            mark.await("Deleting configuration \\{" + Pattern.quote(PACKAGE) + "\\}", TO_DEPLOY);
            leavesNoTrace(exchange, lab);
        } finally {
            Files.deleteIfExists(jar);
            Files.deleteIfExists(settings);
        }
    }

    private static void leavesNoTrace(Exchange exchange, Lab lab) {
        Await.until(() -> PACKAGE + " is uninstalled", TO_DEPLOY, Duration.ofSeconds(1), () -> !exchange.console(
                        "bundle:list -s")
                .contains(PACKAGE));
        Await.until(
                () -> NUMBER + " is unknown again",
                TO_DEPLOY,
                () -> Phones.refusalOfTrunkCall(lab, NUMBER).status() == 404);
        assertThat(exchange.run(TO_DEPLOY, "client", "pbx:doorphone").code()).isNotZero();
        assertThat(exchange.console("config:list '(service.pid=" + PACKAGE + "*)'"))
                .doesNotContain(PACKAGE);
        Await.until(
                () -> "no class of " + PACKAGE + " is left in memory",
                TO_DEPLOY,
                Duration.ofSeconds(1),
                () -> Heap.instances(lab, PACKAGE) == 0
                        && !Heap.jcmd(lab, "VM.classloaders", "show-classes").contains(PACKAGE));
        assertThat(Heap.jcmd(lab, "Thread.print")).doesNotContain(PACKAGE);
        exchange.audit();
    }

    /** Runs a block of the README, and fails as it fails. What only the reader knows is put in: where things are. */
    private static String run(Lab lab, String block, String phone) throws IOException {
        Path readme = lab.exchange().home().resolve("example/role/README.md");
        Matcher fenced =
                Pattern.compile("(?ms)^```sh " + block + "\\n(.*?)^```$").matcher(Files.readString(readme));
        assertThat(fenced.find()).as("a block %s in %s", block, readme).isTrue();
        String commands = fenced.group(1)
                .replace(EXCHANGE, lab.exchange().home().toString())
                .replace(PHONE, phone);
        String path = maven(lab) + File.pathSeparator + System.getenv("PATH");
        String script = "STROWGER='" + lab.exchange().home() + "'\n" + commands;
        List<String> bash = List.of("bash", "-euc", script);
        try (Program program =
                Program.start(lab.folder(), lab.file(block + ".out"), Map.of("PATH", path, "TERM", "dumb"), bash)) {
            int code = program.await(TO_BUILD);
            assertThat(code).as("%s\n%s", commands, program.output()).isZero();
            return program.output();
        }
    }

    /** A folder with a {@code mvn}: the Maven that builds all this, with the same repository. */
    private static Path maven(Lab lab) throws IOException {
        Path bin = Files.createDirectories(lab.folder().resolve("bin"));
        String script = String.join(
                "\n",
                "#!/bin/sh",
                "export JAVA_HOME='" + System.getProperty("java.home") + "'",
                "exec '" + System.getProperty("maven.home") + "/bin/mvn' -B " + "-Dmaven.repo.local='"
                        + System.getProperty("maven.repository") + "' \"$@\"",
                "");
        Path mvn = bin.resolve("mvn");
        Files.writeString(mvn, script);
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
        return bin;
    }
}
