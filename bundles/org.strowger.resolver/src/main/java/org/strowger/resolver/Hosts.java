// SPDX-License-Identifier: Apache-2.0
package org.strowger.resolver;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;

/** The machine's own table of hosts, which goes before any name server. Thread-safe. */
final class Hosts implements Dns {
    private static final Logger log = LoggerFactory.getLogger(Hosts.class);

    /** How soon a change of the file is seen. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final HostsFileParser file;
    private final Dns others;
    private final Executor executor;

    /**
     * @param others are asked where the file does not have the name
     * @param executor may wait for a disk
     */
    Hosts(HostsFileParser file, Dns others, Executor executor) {
        this.file = file;
        this.others = others;
        this.executor = executor;
    }

    @Override
    public CompletableFuture<Answer> ask(String name, Kind kind) {
        if (kind != Kind.A && kind != Kind.AAAA) {
            return others.ask(name, kind);
        }
        return CompletableFuture.supplyAsync(() -> find(name, kind), executor)
                .thenCompose(found -> found.isEmpty()
                        ? others.ask(name, kind)
                        : CompletableFuture.completedFuture(
                                new Answer(List.of(new Entry.Address(found.get())), FRESH, Optional.empty())));
    }

    private Optional<InetAddress> find(String name, Kind kind) {
        try {
            return file.getAddressForHost(Name.fromString(name, Name.root), kind == Kind.A ? Type.A : Type.AAAA);
        } catch (IOException unreadable) {
            log.debug("the table of hosts does not help with {}: {}", name, unreadable.toString());
            return Optional.empty();
        }
    }
}
