// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountImportTest {
    private final Bench bench = new Bench();

    private AccountImport read(String... lines) {
        return AccountImport.of(String.join("\n", lines), bench.accounts, Bench.REALM, bench.digests);
    }

    private List<String> faults(String... lines) {
        return read(lines).faults().stream().map(Object::toString).toList();
    }

    @Test
    void aFileAddsAndUpdatesAccounts() {
        AccountImport plan = read(
                "number,password,name,aliases",
                "4000,s3cret,\"Hall, east\",\"4900,4901\"",
                "",
                "4001,\"pass,word\",,4902;4903",
                "3000,,Almon B.,");

        assertThat(plan.faults()).isEmpty();
        assertThat(plan.added()).isEqualTo(2);
        assertThat(plan.accounts())
                .containsExactlyInAnyOrder(
                        new Account(
                                "4000",
                                "Hall, east",
                                List.of("4900", "4901"),
                                Bench.REALM,
                                bench.digests.ha1("4000", Bench.REALM, "s3cret"),
                                true),
                        new Account(
                                "4001",
                                "",
                                List.of("4902", "4903"),
                                Bench.REALM,
                                bench.digests.ha1("4001", Bench.REALM, "pass,word"),
                                true),
                        bench.account("3000", "Almon B.", List.of(), true));
    }

    @Test
    void aColumnThatIsMissingLeavesAnAccountAsItIs() {
        AccountImport plan = read("number,password", "3000,new", "3002,new");

        assertThat(plan.faults()).isEmpty();
        assertThat(plan.accounts()).anySatisfy(account -> {
            assertThat(account.displayName()).isEqualTo("Almon");
            assertThat(account.aliases()).containsExactly("3900");
            assertThat(account.secret()).isEqualTo(bench.digests.ha1("3000", Bench.REALM, "new"));
        });
        assertThat(plan.accounts())
                .anySatisfy(account -> assertThat(account.enabled()).isFalse());
    }

    @Test
    void digestsDoInPlaceOfAPassword() {
        var secret = bench.digests.ha1("4000", "old", "pw");
        AccountImport plan = read(
                "number,ha1_md5,ha1_sha256,realm,enabled",
                "4000," + secret.md5() + "," + secret.sha256() + ",old,false");

        assertThat(plan.faults()).isEmpty();
        assertThat(plan.accounts()).containsExactly(new Account("4000", "", List.of(), "old", secret, false));
    }

    @Test
    void anExportReadsBackAsItWas() {
        Account odd = bench.account("4+0*#", "Zoë \"Z\", O'Hara; 電話", List.of("1.2", "~x"), true);
        bench.accounts.put(odd);
        String text = AccountFile.write(bench.accounts.all());

        AccountImport plan = AccountImport.of(text, bench.accounts, "another", bench.digests);

        assertThat(plan.faults()).isEmpty();
        assertThat(plan.accounts()).containsExactlyInAnyOrderElementsOf(bench.accounts.all());
        assertThat(plan.added()).isZero();
        Accounts empty = new Accounts();
        assertThat(AccountImport.of(text, empty, "another", bench.digests).accounts())
                .containsExactlyInAnyOrderElementsOf(bench.accounts.all());
    }

    @Test
    void everyBadRowIsNamedWithItsLineAndTheReason() {
        assertThat(faults(
                        "number,password,name,aliases,ha1_md5,ha1_sha256,enabled",
                        "4000,pw,,,,,",
                        "4001,,,,,,",
                        "4 2,pw,,,,,",
                        "4003,pw,\"two",
                        "lines\",,,,",
                        "4000,pw,,,,,",
                        "4004,pw,,4004,,,",
                        "4005,pw,,3900,,,",
                        "4006,pw,,4000,,,",
                        "3900,pw,,,,,",
                        "4007,,,,abc,,",
                        "4008,pw,,,abc,,",
                        "4009,pw,,,,,maybe",
                        "4010,pw",
                        ",pw,,,,,"))
                .containsExactly(
                        "line 3: account 4001 is new and has no password",
                        "line 4: number '4 2' is not 1 to 64 letters, digits or + * # . _ ~ -",
                        "line 5: a name has at most 100 characters, none of them a control character",
                        "line 7: account 4000 stands on line 2 already",
                        "line 8: an alias stands twice, or is the account's own number",
                        "line 9: number 3900 belongs to account 3000",
                        "line 10: number 4000 belongs to account 4000",
                        "line 11: number 3900 belongs to account 3000",
                        "line 12: ha1_md5 is not 32 lower-case hexadecimal digits",
                        "line 13: a password and its digests: which of them is right?",
                        "line 14: enabled is 'maybe', neither true nor false",
                        "line 15: 2 fields, but the header has 7",
                        "line 16: number '' is not 1 to 64 letters, digits or + * # . _ ~ -");
    }

    @Test
    void aNumberMayMoveFromOneAccountToAnotherInOneFile() {
        assertThat(faults("number,password,aliases", "3000,,", "3001,,3900")).isEmpty();
    }

    @ParameterizedTest(name = "[{0}]")
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | the header has no column 'number'",
                "name,password | the header has no column 'number'",
                "number,passwd | the header [number, passwd] has an unknown column",
                "number,name,name | the header [number, name, name] has an unknown column, or one twice",
            })
    void aHeaderThatMakesNoSenseIsTheOnlyFault(String header, String reason) {
        assertThat(faults(header, "4000,a", "4000,a"))
                .singleElement()
                .asString()
                .startsWith("line 1: " + reason);
    }

    @Test
    void whatIsNoCsvIsBadFromThereOn() {
        assertThat(faults("number,password", "4 0,a", "4001,\"a\"b", "4002,c"))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("line 2: number '4 0'");
        assertThat(faults("number,password", "4000,a", "4001,\"a\"b", "4002,c"))
                .singleElement()
                .asString()
                .startsWith("line 3: not readable from here on");
    }

    @Test
    void noFaultShowsAPassword() {
        assertThat(String.join("\n", faults("number,password,name", "4 0,hush,", "4001,hush,\u0001", "4001,hush,x")))
                .doesNotContain("hush");
    }
}
