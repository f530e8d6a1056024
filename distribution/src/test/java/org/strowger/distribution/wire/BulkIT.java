// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many at once: none is lost, and nothing is left behind. */
@Wire
final class BulkIT {
    private static final int PHONES = 2000;
    private static final int REGISTRATIONS_A_SECOND = 200;
    private static final int CALLS = 1000;
    private static final int CALLS_A_SECOND = 50;

    /** More than the tables of all transactions that may linger take, and much less than a leak of this many would. */
    private static final long SOME_MEGABYTES = 40;

    /** Transactions linger for 32 s (RFC 3261 section 17). */
    private static final Duration LINGER = Duration.ofSeconds(90);

    @Test
    @DisplayName("R12: 2,000 phones register at 200 a second, all of them, twice, and the heap stays as it was")
    void manyPhonesRegister(Exchange exchange, Lab lab) {
        List<String> lines =
                exchange.accounts(PHONES).stream().map(BulkIT::line).toList();
        long bindings = size(exchange, "bindings");
        long before = Heap.liveMegabytes(lab);

        SippRun first = registerAll(lab, lines, new Peer("127.0.0.1", 0));
        assertThat(size(exchange, "bindings")).isEqualTo(bindings + PHONES);

        registerAll(lab, lines, first.local());
        assertThat(size(exchange, "bindings")).as("refreshed, not added").isEqualTo(bindings + PHONES);
        assertThat(Heap.liveMegabytes(lab) - before).isLessThan(SOME_MEGABYTES);
    }

    static String line(Account account) {
        return account.number() + ";[authentication username=" + account.number() + " password=" + account.password()
                + "]";
    }

    private static SippRun registerAll(Lab lab, List<String> lines, Peer local) {
        return lab.sipp("register_many")
                .at(local)
                .lines(lines)
                .calls(PHONES, REGISTRATIONS_A_SECOND, PHONES)
                .within(Duration.ofMinutes(2))
                .run();
    }

    @Test
    @DisplayName(
            "O7: 1,000 calls at 50 a second, challenged and relayed: none fails, no trace of them is left, nor in the heap")
    void manyPhonesCall(Exchange exchange, Lab lab) {
        SippRun callees = lab.sipp("answer_until_bye")
                .calls(CALLS, CALLS, CALLS)
                .within(Duration.ofMinutes(3))
                .start();
        List<Account> called =
                IntStream.range(0, 10).mapToObj(i -> exchange.account()).toList();
        RawPhone registering = lab.udpPhone();
        called.forEach(account -> Phones.bind(registering, account, "sip:" + account.number() + "@" + callees.local()));
        List<Account> calling = exchange.accounts(100);
        List<String> lines = IntStream.range(0, calling.size())
                .mapToObj(i -> line(calling.get(i)) + ";"
                        + called.get(i % called.size()).number())
                .toList();
        exchange.audit();
        long before = Heap.liveMegabytes(lab);

        lab.sipp("call_many")
                .lines(lines)
                .calls(CALLS, CALLS_A_SECOND, CALLS)
                .talks(Duration.ofSeconds(1))
                .within(Duration.ofMinutes(3))
                .run();

        callees.finish();
        exchange.audit();
        awaitNoTransactions(exchange);
        assertThat(Heap.liveMegabytes(lab) - before).isLessThan(SOME_MEGABYTES);
    }

    private static void awaitNoTransactions(Exchange exchange) {
        Await.until(
                () -> "no transaction is left",
                LINGER,
                Duration.ofSeconds(2),
                () -> size(exchange, "server transactions") < 10 && size(exchange, "client transactions") < 10);
    }

    /** How many entries a table of the audit has. */
    private static long size(Exchange exchange, String table) {
        for (JsonElement row : exchange.json("pbx:audit")) {
            if (row.getAsJsonObject().get("table").getAsString().equals(table)) {
                return row.getAsJsonObject().get("size").getAsLong();
            }
        }
        throw new AssertionError("no table " + table + " in pbx:audit");
    }
}
