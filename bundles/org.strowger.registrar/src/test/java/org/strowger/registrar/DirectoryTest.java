// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.strowger.registrar.Bench.register;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.testkit.ManualScheduler;

class DirectoryTest {
    private final Bench bench = new Bench();
    private final Registrar registrar = new Registrar(
            Bench.configuration(), bench.registry, bench.digests, bench.clock, new ManualScheduler(bench.clock));
    private final Directory directory =
            new Directory(registrar, bench.registry, bench.digests, bench.clock, new Random(7));

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        registrar.deactivate();
    }

    private Account account(String name) {
        Account account = bench.accounts.named(name).orElseThrow();
        assertThat(bench.store.accounts).containsEntry(name, account);
        return account;
    }

    @Test
    void anAccountIsAddedWithThePasswordGiven() throws DirectoryException {
        assertThat(directory.add("4000", Optional.of("pw"), "Hall", List.of("4900")))
                .isEmpty();

        assertThat(account("4000").secret()).isEqualTo(bench.digests.ha1("4000", Bench.REALM, "pw"));
        assertThat(bench.accounts.numbered("4900")).contains(account("4000"));
    }

    @Test
    void aPasswordIsMadeWhereNoneIsGiven() throws DirectoryException {
        String made = directory.add("4000", Optional.empty(), "", List.of()).orElseThrow();

        assertThat(made).matches("[2-9A-HJ-NP-Za-km-z]{16}");
        assertThat(account("4000").secret()).isEqualTo(bench.digests.ha1("4000", Bench.REALM, made));
        assertThat(directory.password("4000", Optional.empty()).orElseThrow()).isNotEqualTo(made);
    }

    @Test
    void whatCannotBeAddedIsNamed() {
        assertThatThrownBy(() -> directory.add("3000", Optional.of("x"), "", List.of()))
                .hasMessage("number 3000 belongs to account 3000");
        assertThatThrownBy(() -> directory.add("4000", Optional.of("x"), "", List.of("3900")))
                .hasMessage("number 3900 belongs to account 3000");
        assertThatThrownBy(() -> directory.add("40:00", Optional.of("x"), "", List.of()))
                .isInstanceOf(DirectoryException.class)
                .hasMessageStartingWith("number '40:00' is not");
        assertThatThrownBy(() -> directory.add("4000", Optional.of(""), "", List.of()))
                .hasMessage("an empty password is none");
        assertThat(bench.accounts.size()).isEqualTo(3);
    }

    @Test
    void anotherPasswordIsForTheRealmOfToday() throws DirectoryException {
        bench.accounts.put(account("3000").withSecret("old", account("3000").secret()));
        assertThat(directory.accounts().rows().get(0)).containsEntry("password", "for realm old");

        directory.password("3000", Optional.of("new"));

        assertThat(account("3000").secret()).isEqualTo(bench.digests.ha1("3000", Bench.REALM, "new"));
        assertThat(directory.accounts().rows().get(0)).containsEntry("password", "set");
    }

    @Test
    void aRemovedAccountTakesItsPhonesAlong() throws DirectoryException {
        bench.answer(register("<sip:a@h>", "<sip:b@h>"));

        assertThat(directory.remove("3000")).isEqualTo(2);

        assertThat(bench.accounts.owner("3000")).isEmpty();
        assertThat(bench.accounts.owner("3900")).isEmpty();
        assertThat(bench.bindings.size()).isZero();
        assertThat(bench.store.accounts).doesNotContainKey("3000");
        assertThatThrownBy(() -> directory.remove("3000")).hasMessage("there is no account 3000");
    }

    @Test
    void whenTheDatabaseRefusesNothingChanges() throws Exception {
        bench.store.away = true;
        Path file = Files.writeString(folder.resolve("a.csv"), "number,password\n4000,x\n");

        assertThatThrownBy(() -> directory.add("4000", Optional.of("x"), "", List.of()))
                .hasMessage("nothing was changed, the database refuses: connection refused");
        assertThatThrownBy(() -> directory.password("3000", Optional.of("x"))).isInstanceOf(DirectoryException.class);
        assertThatThrownBy(() -> directory.remove("3000")).isInstanceOf(DirectoryException.class);
        assertThatThrownBy(() -> directory.importFrom(file)).isInstanceOf(DirectoryException.class);
        assertThat(bench.accounts.all()).containsExactlyInAnyOrderElementsOf(bench.store.accounts.values());
        assertThat(bench.accounts.size()).isEqualTo(3);
    }

    @Test
    void onePhoneIsUnboundOrAllOfThem() throws DirectoryException {
        bench.answer(register("<sip:a@h>", "<sip:b@h>", "<sip:c@h>"));

        assertThat(directory.drop("3000", Optional.of("sip:b@h"))).isEqualTo(1);
        assertThat(bench.bound()).containsExactly("sip:a@h", "sip:c@h");
        assertThatThrownBy(() -> directory.drop("3000", Optional.of("sip:b@h")))
                .hasMessage("account 3000 has no binding to sip:b@h");
        assertThat(directory.drop("3000", Optional.empty())).isEqualTo(2);
        assertThat(directory.drop("3000", Optional.empty())).isZero();
    }

    @Test
    void theListsShowWhatThereIs() throws DirectoryException {
        bench.answer(register("\"Desk\" <sip:a@192.0.2.7>;expires=60").header("User-Agent", "Phone/1"));
        bench.clock.advance(Duration.ofSeconds(10));

        assertThat(directory.accounts().rows())
                .extracting(row -> List.copyOf(row.values()))
                .containsExactly(
                        List.of("3000", "Almon", List.of("3900"), true, "set", 1),
                        List.of("3001", "", List.of(), true, "set", 0),
                        List.of("3002", "", List.of(), false, "set", 0));
        assertThat(directory.bindings(Optional.of("3900")).rows())
                .containsExactly(Map.of(
                        "account", "3000",
                        "contact", "sip:a@192.0.2.7",
                        "source", "udp:192.0.2.7:5060",
                        "path", List.of(),
                        "expires", Duration.ofSeconds(50),
                        "registered", bench.now().minusSeconds(10),
                        "userAgent", "Phone/1"));
        assertThat(directory.bindings(Optional.empty()).rows()).hasSize(1);
        assertThatThrownBy(() -> directory.bindings(Optional.of("9"))).hasMessage("there is no account 9");
        assertThat(directory.numbers("300", 2)).hasSize(2);
    }

    @Test
    void aFileIsImportedWholeOrNotAtAll() throws Exception {
        Path file = Files.writeString(folder.resolve("a.csv"), "\uFEFFnumber,password\r\n4000,x\r\n4 1,x\r\n,x\r\n");

        assertThatThrownBy(() -> directory.importFrom(file))
                .hasMessageContaining("nothing was imported, 2 rows of " + file + " are bad:\nline 3: ")
                .hasMessageContaining("\nline 4: ");
        assertThat(bench.accounts.size()).isEqualTo(3);

        Files.writeString(file, "number,password\n4000,x\n3000,y\n");
        assertThat(directory.importFrom(file)).isEqualTo("1 accounts added, 1 updated");
        assertThat(account("4000").secret()).isEqualTo(bench.digests.ha1("4000", Bench.REALM, "x"));
        assertThat(account("3000").secret()).isEqualTo(bench.digests.ha1("3000", Bench.REALM, "y"));
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws Exception {
        assertThatThrownBy(() -> directory.importFrom(folder.resolve("none.csv")))
                .hasMessageStartingWith("cannot read " + folder.resolve("none.csv"));
        Path latin =
                Files.write(folder.resolve("b.csv"), "number,name\n3000,Zoë".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> directory.importFrom(latin)).hasMessage(latin + " is not a text in UTF-8");
    }

    @Test
    void anExportIsForItsOwnersEyesAndReadsBack() throws Exception {
        Path file = folder.resolve("out.csv");
        Files.writeString(file, "old");

        assertThat(directory.exportTo(file)).isEqualTo(3);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(directory.importFrom(file)).isEqualTo("0 accounts added, 3 updated");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThatThrownBy(() -> directory.exportTo(folder.resolve("no/where.csv")))
                .hasMessageStartingWith("cannot write ");
    }

    @Test
    void tenThousandRowsAreImportedInSeconds() throws Exception {
        StringBuilder rows = new StringBuilder("number,password,name,aliases\n");
        for (int number = 10_000; number < 20_000; number++) {
            rows.append(number)
                    .append(",pw")
                    .append(number)
                    .append(",Phone ")
                    .append(number)
                    .append(",\n");
        }
        Path file = Files.writeString(folder.resolve("many.csv"), rows);
        Instant began = Instant.now();

        assertThat(directory.importFrom(file)).isEqualTo("10000 accounts added, 0 updated");

        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }
}
