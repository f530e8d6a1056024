// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.strowger.api.console.Report;
import org.strowger.api.digest.DigestAuthenticator;
import org.strowger.api.digest.Ha1;

/**
 * What an operator does with accounts and bindings; used by the console's commands. Accounts change in the database first and in
 * memory then, one operator at a time: when the database refuses, so does the command, and nothing has changed.
 */
@Component(service = Directory.class)
public final class Directory {
    private final Registrar registrar;
    private final Registry registry;
    private final Accounts accounts;
    private final Bindings bindings;
    private final DigestAuthenticator digests;
    private final InstantSource clock;
    private final RandomGenerator random;

    @Activate
    public Directory(
            @Reference Registrar registrar, @Reference Registry registry, @Reference DigestAuthenticator digests) {
        this(registrar, registry, digests, Clock.systemUTC(), new SecureRandom());
    }

    Directory(
            Registrar registrar,
            Registry registry,
            DigestAuthenticator digests,
            InstantSource clock,
            RandomGenerator random) {
        this.registrar = registrar;
        this.registry = registry;
        this.accounts = registry.accounts();
        this.bindings = registry.bindings();
        this.digests = digests;
        this.clock = clock;
        this.random = random;
    }

    /** The accounts, by number. */
    public Report accounts() {
        return Reports.accounts(accounts, bindings, registrar.settings().realm(), clock.instant());
    }

    /** The bindings of one account or of all, by account. */
    public Report bindings(Optional<String> account) throws DirectoryException {
        if (account.isPresent()) {
            return Reports.bindings(bindings, List.of(require(account.get()).name()), clock.instant());
        }
        List<String> names = accounts.all().stream().map(Account::name).sorted().toList();
        return Reports.bindings(bindings, names, clock.instant());
    }

    /** Up to so many account numbers that begin like this. */
    public List<String> numbers(String beginning, int most) {
        return accounts.all().stream()
                .map(Account::name)
                .filter(name -> name.startsWith(beginning))
                .limit(most)
                .toList();
    }

    /**
     * Adds an account.
     *
     * @param password empty to have one made
     * @return the password that was made; empty where it was given
     */
    public synchronized Optional<String> add(
            String number, Optional<String> password, String displayName, List<String> aliases)
            throws DirectoryException {
        if (accounts.size() >= Accounts.BOUND) {
            throw new DirectoryException("there is room for " + Accounts.BOUND + " accounts and no more");
        }
        requireFree(number);
        for (String alias : aliases) {
            requireFree(alias);
        }
        Optional<String> made = make(password);
        String realm = registrar.settings().realm();
        Ha1 secret = digests.ha1(number, realm, requirePassword(password.or(() -> made)));
        save(account(number, displayName, aliases, realm, secret));
        return made;
    }

    private static Account account(String number, String displayName, List<String> aliases, String realm, Ha1 secret)
            throws DirectoryException {
        try {
            return new Account(number, displayName, aliases, realm, secret, true);
        } catch (IllegalArgumentException bad) {
            throw new DirectoryException(bad.getMessage(), bad);
        }
    }

    /** Gives an account another password; as {@link #add}. Phones stay registered until they refresh. */
    public synchronized Optional<String> password(String number, Optional<String> password) throws DirectoryException {
        Account account = require(number);
        Optional<String> made = make(password);
        String realm = registrar.settings().realm();
        save(account.withSecret(realm, digests.ha1(account.name(), realm, requirePassword(password.or(() -> made)))));
        return made;
    }

    /** Removes an account and unbinds its phones; returns how many these were. */
    public synchronized int remove(String number) throws DirectoryException {
        String name = require(number).name();
        try {
            registry.store().remove(name);
        } catch (SQLException refused) {
            throw refused(refused);
        }
        accounts.remove(name);
        int phones = bindings.live(name, clock.instant()).size();
        bindings.remove(name);
        return phones;
    }

    /** Unbinds all phones of an account, or the one with this URI; returns how many. */
    public int drop(String number, Optional<String> uri) throws DirectoryException {
        String name = require(number).name();
        int dropped = bindings.drop(name, clock.instant(), binding -> uri.map(
                        binding.contact().uri().toString()::equals)
                .orElse(true));
        if (dropped == 0 && uri.isPresent()) {
            throw new DirectoryException("account " + name + " has no binding to " + uri.get());
        }
        return dropped;
    }

    /**
     * Adds and updates accounts from a file, all of them or, where anything is wrong with it, none.
     *
     * @return what was done, in a sentence
     */
    public synchronized String importFrom(Path file) throws DirectoryException {
        AccountImport plan =
                AccountImport.of(read(file), accounts, registrar.settings().realm(), digests);
        if (!plan.faults().isEmpty()) {
            String faults = plan.faults().stream().map(Object::toString).collect(Collectors.joining("\n"));
            throw new DirectoryException(
                    "nothing was imported, " + plan.faults().size() + " rows of " + file + " are bad:\n" + faults);
        }
        try {
            registry.store().save(plan.accounts());
        } catch (SQLException refused) {
            throw refused(refused);
        }
        plan.accounts().forEach(accounts::put);
        return plan.added() + " accounts added, " + (plan.accounts().size() - plan.added()) + " updated";
    }

    private static String read(Path file) throws DirectoryException {
        try {
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException notText) {
            throw new DirectoryException(file + " is not a text in UTF-8", notText);
        } catch (IOException unreadable) {
            throw new DirectoryException("cannot read " + file + ": " + unreadable, unreadable);
        }
    }

    /** Writes all accounts to a file that only its owner may read; returns how many. */
    public int exportTo(Path file) throws DirectoryException {
        List<Account> all = List.copyOf(accounts.all());
        Path target = file.toAbsolutePath();
        try {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path part = Files.createTempFile(target.getParent(), ".accounts", ".part", ownerOnly);
            try {
                Files.writeString(part, AccountFile.write(all));
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException unwritable) {
            throw new DirectoryException("cannot write " + file + ": " + unwritable, unwritable);
        }
        return all.size();
    }

    private Account require(String number) throws DirectoryException {
        return accounts.owner(number).orElseThrow(() -> new DirectoryException("there is no account " + number));
    }

    private void requireFree(String number) throws DirectoryException {
        Optional<Account> owner = accounts.owner(number);
        if (owner.isPresent()) {
            throw new DirectoryException(
                    "number " + number + " belongs to account " + owner.get().name());
        }
    }

    private static String requirePassword(Optional<String> password) throws DirectoryException {
        return password.filter(text -> !text.isEmpty())
                .orElseThrow(() -> new DirectoryException("an empty password is none"));
    }

    private Optional<String> make(Optional<String> given) {
        return given.isPresent() ? Optional.empty() : Optional.of(Passwords.generate(random));
    }

    private void save(Account account) throws DirectoryException {
        try {
            registry.store().save(List.of(account));
        } catch (SQLException refused) {
            throw refused(refused);
        }
        accounts.put(account);
    }

    private static DirectoryException refused(SQLException reason) {
        return new DirectoryException("nothing was changed, the database refuses: " + reason.getMessage(), reason);
    }
}
