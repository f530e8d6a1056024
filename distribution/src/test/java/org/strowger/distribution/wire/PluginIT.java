// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.caller;
import static org.strowger.distribution.wire.Calls.requests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an operator does with the folder {@code deploy/}. */
@Wire
final class PluginIT {
    private static final Duration TO_DEPLOY = Duration.ofSeconds(30);
    private static final String API = ";version=\"[1,2)\"";

    @Test
    @DisplayName(
            "E2: an application dropped in answers the next call, taken out no longer does, and no call is dropped")
    void anApplicationComesAndGoes(Exchange exchange, Lab lab) throws IOException {
        SippRun before = caller(lab, "caller_is_hung_up_on")
                .dials(AnsweringMachine.NUMBER)
                .start();
        assertThat(answer(before)).doesNotContain(AnsweringMachine.SUBJECT);

        Path jar = exchange.home().resolve("deploy/answering-machine.jar");
        ExchangeLog.Mark mark = exchange.log().mark();
        SippRun during;
        try {
            Files.move(bundle(lab), jar, StandardCopyOption.ATOMIC_MOVE);
            mark.await("callout " + AnsweringMachine.NAME + " in", TO_DEPLOY);
            during = caller(lab, "caller_is_hung_up_on")
                    .dials(AnsweringMachine.NUMBER)
                    .start();
            assertThat(answer(during)).contains(AnsweringMachine.SUBJECT);
        } finally {
            Files.deleteIfExists(jar);
        }
        mark.await("callout " + AnsweringMachine.NAME + " out", TO_DEPLOY);
        SippRun after =
                caller(lab, "caller_talks").dials(AnsweringMachine.NUMBER).run();
        assertThat(answer(after)).doesNotContain(AnsweringMachine.SUBJECT);

        assertThat(exchange.json("pbx:calls")).hasSize(2);
        assertThat(requests(before, "BYE")).isEmpty();
        assertThat(requests(during, "BYE")).isEmpty();
        exchange.console("pbx:call-hangup --all");
        before.finish();
        during.finish();
        exchange.audit();
    }

    private static String answer(SippRun caller) {
        return caller.awaitReceived("200", Calls.SOON, message -> message.status() == 200)
                .body();
    }

    /** The class as a bundle, in the test's own folder: what stands half-written in deploy/ would be taken for whole. */
    private static Path bundle(Lab lab) throws IOException {
        String name = AnsweringMachine.class.getName();
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", AnsweringMachine.NAME);
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Bundle-Activator", name);
        headers.putValue(
                "Import-Package",
                "org.osgi.framework,org.strowger.api.call" + API + ",org.strowger.api.route" + API
                        + ",org.strowger.api.sip" + API);

        Path jar = lab.file("answering-machine.jar");
        String entry = name.replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream in = AnsweringMachine.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new ZipEntry(entry));
            in.transferTo(out);
        }
        return jar;
    }
}
