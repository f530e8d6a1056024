// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Target;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.SipUri;

/** Says how an account's phones are reached: all of them at once. */
final class Called {
    private static final Comparator<Binding> PREFERRED = Comparator.comparingDouble(
                    (Binding binding) -> binding.contact().q())
            .reversed();

    private final Accounts accounts;
    private final Bindings bindings;
    private final Supplier<Settings> current;
    private final InstantSource clock;

    Called(Registry registry, Supplier<Settings> current, InstantSource clock) {
        this.accounts = registry.accounts();
        this.bindings = registry.bindings();
        this.current = current;
        this.clock = clock;
    }

    Reach reach(Outgoing outgoing) {
        String number = outgoing.destination().number();
        Optional<Account> account = accounts.numbered(number);
        if (account.isEmpty()) {
            return new Reach.NotMine("no account has the number " + number);
        }
        String name = account.get().name();
        OptionalInt refusal = current.get().selfCall().refusal();
        if (refusal.isPresent() && callsItself(outgoing, name)) {
            return new Reach.Unavailable(SipReply.of(refusal.getAsInt()), name + " calls itself");
        }
        List<Binding> live = bindings.live(name, clock.instant());
        if (live.isEmpty()) {
            return new Reach.Unavailable(SipReply.of(480), "no phone is registered for " + name);
        }
        NameAddr from = new NameAddr(
                outgoing.caller().displayName(), ours(outgoing.destination().callerNumber()));
        NameAddr to = NameAddr.of(ours(number));
        return new Reach.Targets(live.stream()
                .sorted(PREFERRED)
                .map(phone -> new Target(phone.contact().uri(), from, to, phone.way(), phone.path(), List.of()))
                .toList());
    }

    /** A line or a peer may vouch for a caller whose number is the same as one of ours by chance. */
    private static boolean callsItself(Outgoing outgoing, String account) {
        return outgoing.callerRole().equals(Registrar.ROLE)
                && outgoing.caller().account().equals(account);
    }

    private static SipUri ours(String number) {
        return SipUri.ours("").withNumber(number);
    }
}
