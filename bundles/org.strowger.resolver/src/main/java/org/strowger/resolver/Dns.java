// SPDX-License-Identifier: Apache-2.0
package org.strowger.resolver;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks name servers. */
@FunctionalInterface
interface Dns {
    /** What can be asked for. */
    enum Kind {
        NAPTR,
        SRV,
        A,
        AAAA
    }

    /** One record. */
    sealed interface Entry {
        /** RFC 3403; the replacement without its final dot. */
        record Pointer(int order, int preference, String flags, String service, String replacement) implements Entry {}

        /** RFC 2782; the target without its final dot, and so empty where there is decidedly no such service. */
        record Service(int priority, int weight, int port, String target) implements Entry {}

        /** An address. */
        record Address(InetAddress address) implements Entry {}
    }

    /**
     * What they said.
     *
     * @param fresh how long that holds, also that there is nothing
     * @param trouble why they said nothing; empty where they did, be it that there is nothing
     */
    record Answer(List<Entry> entries, Duration fresh, Optional<String> trouble) {
        public Answer {
            entries = List.copyOf(entries);
        }

        static Answer trouble(String why) {
            return new Answer(List.of(), Duration.ZERO, Optional.of(why));
        }

        <T extends Entry> List<T> all(Class<T> kind) {
            return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }

    /** Asks; the answer never fails, it tells trouble. Returns at once. */
    CompletableFuture<Answer> ask(String name, Kind kind);
}
