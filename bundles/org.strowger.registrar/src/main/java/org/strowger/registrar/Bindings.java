// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;

/**
 * Which phones each account can be reached at, in memory. The bindings of one account are one immutable list, replaced as a
 * whole, so that two REGISTERs of an account cannot mix. Any thread.
 */
final class Bindings {
    private static final String RETRY_SECONDS = "2";

    private final ConcurrentHashMap<String, List<Binding>> byAccount = new ConcurrentHashMap<>();
    private final LongAdder size = new LongAdder();
    private final Consumer<String> changed;
    private volatile boolean closed;

    /**
     * No bindings yet.
     *
     * @param changed told the account after each change of its bindings
     */
    Bindings(Consumer<String> changed) {
        this.changed = changed;
    }

    /** The bindings of an account that have not expired. */
    List<Binding> live(String account, Instant now) {
        return live(byAccount.getOrDefault(account, List.of()), now);
    }

    /** What is kept of an account: expired bindings too, until they are swept. */
    List<Binding> kept(String account) {
        return byAccount.getOrDefault(account, List.of());
    }

    long size() {
        return size.sum();
    }

    /** Changes an account's bindings by a rule, which sees those that live; nobody else changes them meanwhile. */
    Change change(String account, Instant now, Function<List<Binding>, Change> rule) {
        Change[] decision = new Change[1];
        byAccount.compute(account, (name, before) -> {
            decision[0] = closed ? new Change.Refuse(retryLater()) : rule.apply(live(orEmpty(before), now));
            return decision[0] instanceof Change.Bind bind ? replaced(before, bind.bindings()) : before;
        });
        if (decision[0] instanceof Change.Bind) {
            changed.accept(account);
        }
        return decision[0];
    }

    /** Takes what was stored before the start; no change. */
    void restore(String account, List<Binding> bindings) {
        byAccount.compute(account, (name, before) -> replaced(before, bindings));
    }

    /** Removes those bindings of an account that the test picks; returns how many lived. */
    int drop(String account, Instant now, Predicate<Binding> test) {
        int[] dropped = new int[1];
        change(account, now, live -> {
            List<Binding> rest = live.stream().filter(test.negate()).toList();
            dropped[0] = live.size() - rest.size();
            return new Change.Bind(rest);
        });
        return dropped[0];
    }

    /** Forgets an account. */
    void remove(String account) {
        byAccount.computeIfPresent(account, (name, before) -> replaced(before, List.of()));
        changed.accept(account);
    }

    /** Removes what has expired. */
    void sweep(Instant now) {
        byAccount.forEach((account, seen) -> {
            if (live(seen, now).size() < seen.size()) {
                byAccount.computeIfPresent(account, (name, before) -> replaced(before, live(before, now)));
                changed.accept(account);
            }
        });
    }

    /** From now on nothing changes: what is written to the database after this is the last word. */
    void close() {
        closed = true;
    }

    private List<Binding> replaced(List<Binding> before, List<Binding> after) {
        size.add(after.size() - orEmpty(before).size());
        return after.isEmpty() ? null : List.copyOf(after);
    }

    private static List<Binding> orEmpty(List<Binding> bindings) {
        return bindings == null ? List.of() : bindings;
    }

    private static List<Binding> live(List<Binding> bindings, Instant now) {
        for (Binding binding : bindings) {
            if (!binding.live(now)) {
                return bindings.stream().filter(other -> other.live(now)).toList();
            }
        }
        return bindings;
    }

    private static SipReply retryLater() {
        return SipReply.of(503, new Header("Retry-After", RETRY_SECONDS));
    }
}
