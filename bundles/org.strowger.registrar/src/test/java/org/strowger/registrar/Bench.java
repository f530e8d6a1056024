// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.strowger.api.config.Values;
import org.strowger.api.sip.SipReply;
import org.strowger.testkit.FakeRequest;
import org.strowger.testkit.StillClock;

/** A registrar on the bench: accounts 3000 (alias 3900), 3001 and the disabled 3002, and a clock that stands still. */
final class Bench {
    static final String REALM = "strowger";
    static final Settings SETTINGS = Settings.read(configuration());

    final StillClock clock = new StillClock();
    final FakeDigests digests = new FakeDigests();
    final Set<String> changed = new HashSet<>();
    final Accounts accounts = new Accounts();
    final Bindings bindings = new Bindings(changed::add);
    final MemoryStore store = new MemoryStore();
    final Registry registry = new Registry(accounts, bindings, store, changed::size);
    final Registering registering = new Registering(registry, digests, () -> SETTINGS, clock);

    Bench() {
        add(account("3000", "Almon", List.of("3900"), true));
        add(account("3001", "", List.of(), true));
        add(account("3002", "", List.of(), false));
    }

    static Values configuration() {
        return Values.of(Map.of("contacts.per.account", 3), Registrar.PID);
    }

    private void add(Account account) {
        accounts.put(account);
        store.accounts.put(account.name(), account);
    }

    Account account(String name, String displayName, List<String> aliases, boolean enabled) {
        return new Account(name, displayName, aliases, REALM, digests.ha1(name, REALM, "pw" + name), enabled);
    }

    /** A REGISTER of 3000 with right credentials. */
    static FakeRequest register(String... contacts) {
        return FakeRequest.register("3000", contacts).header("Authorization", "3000");
    }

    SipReply answer(FakeRequest request) {
        return registering.answer(request);
    }

    Instant now() {
        return clock.instant();
    }

    /** What calls to 3000 would go to. */
    List<String> bound() {
        return bindings.live("3000", now()).stream()
                .map(binding -> binding.contact().uri().toString())
                .toList();
    }

    static List<String> values(SipReply reply, String header) {
        return reply.headers().stream()
                .filter(line -> line.name().equals(header))
                .map(line -> line.value())
                .toList();
    }
}
