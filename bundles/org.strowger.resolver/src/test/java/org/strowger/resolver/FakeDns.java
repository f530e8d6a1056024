// SPDX-License-Identifier: Apache-2.0
package org.strowger.resolver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.strowger.api.sip.Network;

/** Name servers that answer at once from a zone. */
final class FakeDns implements Dns {
    static final Duration FRESH = Duration.ofSeconds(120);
    static final Duration NOTHING = Duration.ofSeconds(60);

    final List<String> asked = new ArrayList<>();
    private final Map<String, Answer> zone = new HashMap<>();

    private FakeDns with(String name, Kind kind, Duration fresh, Entry... entries) {
        zone.put(name + " " + kind, new Answer(List.of(entries), fresh, Optional.empty()));
        return this;
    }

    FakeDns naptr(String name, Entry... pointers) {
        return with(name, Kind.NAPTR, FRESH, pointers);
    }

    FakeDns srv(String name, Entry... services) {
        return with(name, Kind.SRV, FRESH, services);
    }

    FakeDns a(String name, String... addresses) {
        return addresses(name, Kind.A, FRESH, addresses);
    }

    FakeDns a(String name, Duration fresh, String... addresses) {
        return addresses(name, Kind.A, fresh, addresses);
    }

    FakeDns aaaa(String name, String... addresses) {
        return addresses(name, Kind.AAAA, FRESH, addresses);
    }

    private FakeDns addresses(String name, Kind kind, Duration fresh, String... addresses) {
        Entry[] entries = java.util.Arrays.stream(addresses)
                .map(text -> new Entry.Address(Network.literal(text).orElseThrow()))
                .toArray(Entry[]::new);
        return with(name, kind, fresh, entries);
    }

    FakeDns trouble(String name, Kind kind) {
        zone.put(name + " " + kind, Answer.trouble("no name server answers"));
        return this;
    }

    static Entry pointer(int order, int preference, String service, String replacement) {
        return new Entry.Pointer(order, preference, "s", service, replacement);
    }

    static Entry service(int priority, int weight, int port, String target) {
        return new Entry.Service(priority, weight, port, target);
    }

    @Override
    public CompletableFuture<Answer> ask(String name, Kind kind) {
        asked.add(name + " " + kind);
        return CompletableFuture.completedFuture(
                zone.getOrDefault(name + " " + kind, new Answer(List.of(), NOTHING, Optional.empty())));
    }
}
