// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.strowger.api.digest.Ha1;

/** The accounts, in memory. Read on the path of every call by any thread; written by {@link Directory} alone. */
final class Accounts {
    /** More than this many are refused. */
    static final int BOUND = 1_000_000;

    private final ConcurrentHashMap<String, Account> byName = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Account> byNumber = new ConcurrentHashMap<>();

    /** The account of this name, disabled ones included. */
    Optional<Account> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The enabled account that answers to a number, its name or an alias. */
    Optional<Account> numbered(String number) {
        return Optional.ofNullable(byNumber.get(number)).filter(Account::enabled);
    }

    /** The secret that an enabled account has in a realm. */
    Optional<Ha1> secret(String name, String realm) {
        Account account = byName.get(name);
        return account != null && account.enabled() && account.realm().equals(realm)
                ? Optional.of(account.secret())
                : Optional.empty();
    }

    /** Whose number this is, by name or alias, disabled accounts included. */
    Optional<Account> owner(String number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    Collection<Account> all() {
        return byName.values();
    }

    int size() {
        return byName.size();
    }

    /** Adds an account, or replaces the one of its name. */
    void put(Account account) {
        Account before = byName.put(account.name(), account);
        byNumber.put(account.name(), account);
        account.aliases().forEach(alias -> byNumber.put(alias, account));
        if (before != null) {
            before.aliases().stream()
                    .filter(alias -> !account.aliases().contains(alias))
                    .forEach(alias -> byNumber.remove(alias, before));
        }
    }

    void remove(String name) {
        Account gone = byName.remove(name);
        if (gone != null) {
            byNumber.remove(name, gone);
            gone.aliases().forEach(alias -> byNumber.remove(alias, gone));
        }
    }
}
