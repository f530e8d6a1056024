// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.strowger.api.digest.DigestAuthenticator;
import org.strowger.api.digest.Ha1;
import org.strowger.registrar.AccountFile.Fault;
import org.strowger.registrar.AccountFile.Row;

/**
 * What a file would make of the accounts that are there. Changes nothing.
 *
 * @param accounts those to add or replace; of no use while there are faults
 * @param added how many of them are new
 * @param faults all that is wrong with the file, in its order
 */
record AccountImport(List<Account> accounts, int added, List<Fault> faults) {
    static AccountImport of(String text, Accounts present, String realm, DigestAuthenticator digests) {
        AccountFile.Content content = AccountFile.read(text);
        Reading reading = new Reading(present, realm, digests, new ArrayList<>(content.faults()));
        content.rows().forEach(reading::take);
        reading.checkNumbers();
        reading.faults.sort(Comparator.comparingLong(Fault::line));
        List<Account> accounts = List.copyOf(reading.accounts.values());
        int known = (int) accounts.stream()
                .filter(account -> present.named(account.name()).isPresent())
                .count();
        return new AccountImport(accounts, accounts.size() - known, List.copyOf(reading.faults));
    }

    /** One file being read. */
    private static final class Reading {
        private final Accounts present;
        private final String realm;
        private final DigestAuthenticator digests;
        private final List<Fault> faults;
        private final Map<String, Long> lines = new HashMap<>();
        private final Map<String, Account> accounts = new HashMap<>();

        Reading(Accounts present, String realm, DigestAuthenticator digests, List<Fault> faults) {
            this.present = present;
            this.realm = realm;
            this.digests = digests;
            this.faults = faults;
        }

        void take(Row row) {
            String number = row.fields().get(AccountFile.NUMBER).trim();
            Long before = lines.putIfAbsent(number, row.line());
            if (before != null) {
                faults.add(new Fault(row.line(), "account " + number + " stands on line " + before + " already"));
                return;
            }
            try {
                accounts.put(number, account(number, row.fields(), present.named(number)));
            } catch (IllegalArgumentException bad) {
                faults.add(new Fault(row.line(), bad.getMessage()));
            }
        }

        /** A column that the file lacks leaves an account that is there as it is; so do an empty password and state. */
        private Account account(String number, Map<String, String> fields, Optional<Account> before) {
            String name = fields.getOrDefault(
                    AccountFile.NAME, before.map(Account::displayName).orElse(""));
            List<String> aliases = fields.containsKey(AccountFile.ALIASES)
                    ? aliases(fields.get(AccountFile.ALIASES))
                    : before.map(Account::aliases).orElse(List.of());
            boolean enabled = enabled(
                    fields.getOrDefault(AccountFile.ENABLED, "").trim(),
                    before.map(Account::enabled).orElse(true));
            String password = fields.getOrDefault(AccountFile.PASSWORD, "");
            String md5 = fields.getOrDefault(AccountFile.HA1_MD5, "").trim();
            String sha256 = fields.getOrDefault(AccountFile.HA1_SHA256, "").trim();
            if (!password.isEmpty()) {
                if (!md5.isEmpty() || !sha256.isEmpty()) {
                    throw new IllegalArgumentException("a password and its digests: which of them is right?");
                }
                Ha1 secret = digests.ha1(number, realm, password);
                return new Account(number, name.trim(), aliases, realm, secret, enabled);
            }
            if (!md5.isEmpty() || !sha256.isEmpty()) {
                String madeFor = fields.getOrDefault(AccountFile.REALM, "").trim();
                Ha1 secret = new Ha1(md5, sha256);
                return new Account(number, name.trim(), aliases, madeFor.isEmpty() ? realm : madeFor, secret, enabled);
            }
            Account kept = before.orElseThrow(
                    () -> new IllegalArgumentException("account " + number + " is new and has no password"));
            return new Account(number, name.trim(), aliases, kept.realm(), kept.secret(), enabled);
        }

        private static List<String> aliases(String text) {
            return Arrays.stream(text.trim().split("[,;\\s]+"))
                    .filter(alias -> !alias.isEmpty())
                    .toList();
        }

        private static boolean enabled(String text, boolean before) {
            return switch (text) {
                case "" -> before;
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("enabled is '" + text + "', neither true nor false");
            };
        }

        /** No number may belong to two accounts once the file is applied. */
        void checkNumbers() {
            Map<String, String> owners = new HashMap<>();
            present.all().stream()
                    .filter(account -> !lines.containsKey(account.name()))
                    .forEach(account -> numbers(account).forEach(number -> owners.put(number, account.name())));
            if (owners.size() + accounts.size() > Accounts.BOUND) {
                faults.add(new Fault(1, "more than " + Accounts.BOUND + " accounts are more than there is room for"));
            }
            accounts.values().stream()
                    .sorted(Comparator.comparing(account -> lines.get(account.name())))
                    .forEach(account -> numbers(account).forEach(number -> {
                        String owner = owners.putIfAbsent(number, account.name());
                        if (owner != null) {
                            faults.add(new Fault(
                                    lines.get(account.name()), "number " + number + " belongs to account " + owner));
                        }
                    }));
        }

        private static Stream<String> numbers(Account account) {
            return Stream.concat(Stream.of(account.name()), account.aliases().stream());
        }
    }
}
