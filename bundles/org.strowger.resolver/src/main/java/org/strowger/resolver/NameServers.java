// SPDX-License-Identifier: Apache-2.0
package org.strowger.resolver;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Name servers on the network, by dnsjava: by UDP, and by TCP where an answer is too long for it. Thread-safe. */
final class NameServers implements Dns {
    /** So many names may stand for another, one after the other. */
    private static final int ALIASES = 8;

    /** Nobody need say for longer that there is nothing, and who does not say for how long says it for so long. */
    private static final Duration NOTHING = Duration.ofMinutes(5);

    private final Resolver resolver;
    private final Executor executor;

    /**
     * @param patience how long one server may take
     * @param tries how often each is asked
     * @param executor takes what they said apart
     */
    NameServers(List<InetSocketAddress> servers, Duration patience, int tries, Executor executor) {
        List<Resolver> all = new ArrayList<>(servers.size());
        for (InetSocketAddress server : servers) {
            SimpleResolver one = new SimpleResolver(server);
            one.setTimeout(patience);
            all.add(one);
        }
        ExtendedResolver together = new ExtendedResolver(all);
        together.setTimeout(patience.multipliedBy((long) tries * servers.size()).plusSeconds(1));
        together.setRetries(tries);
        this.resolver = together;
        this.executor = executor;
    }

    @Override
    public CompletableFuture<Answer> ask(String name, Kind kind) {
        try {
            return ask(Name.fromString(name, Name.root), kind, Long.MAX_VALUE, ALIASES);
        } catch (TextParseException bad) {
            return CompletableFuture.completedFuture(Answer.trouble("'" + name + "' is no name: " + bad.getMessage()));
        }
    }

    private CompletableFuture<Answer> ask(Name name, Kind kind, long ttl, int aliases) {
        Message query = Message.newQuery(Record.newRecord(name, type(kind), DClass.IN));
        return resolver.sendAsync(query, executor)
                .toCompletableFuture()
                .handleAsync((message, fault) -> message, executor)
                .thenCompose(message -> message == null
                        ? CompletableFuture.completedFuture(Answer.trouble("no name server answers"))
                        : read(message, name, kind, ttl, aliases));
    }

    private CompletableFuture<Answer> read(Message message, Name name, Kind kind, long ttl, int aliases) {
        int code = message.getRcode();
        if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
            return CompletableFuture.completedFuture(
                    Answer.trouble("the name server says " + Rcode.string(code) + " to " + name));
        }
        Name at = name;
        long least = ttl;
        List<Record> answers = message.getSection(Section.ANSWER);
        for (int left = aliases; left > 0; left--) {
            List<Entry> entries = new ArrayList<>();
            Optional<CNAMERecord> alias = Optional.empty();
            for (Record record : answers) {
                if (record.getName().equals(at)) {
                    Optional<Entry> entry = entry(record, kind);
                    if (entry.isPresent()) {
                        entries.add(entry.get());
                        least = Math.min(least, record.getTTL());
                    } else if (record instanceof CNAMERecord other) {
                        alias = Optional.of(other);
                    }
                }
            }
            if (!entries.isEmpty()) {
                return CompletableFuture.completedFuture(
                        new Answer(entries, Duration.ofSeconds(least), Optional.empty()));
            }
            if (alias.isEmpty()) {
                // an alias whose target the server has not told is asked for; else there is nothing
                return at.equals(name) || code == Rcode.NXDOMAIN
                        ? CompletableFuture.completedFuture(nothing(message, least))
                        : ask(at, kind, least, left);
            }
            least = Math.min(least, alias.get().getTTL());
            at = alias.get().getTarget();
        }
        return CompletableFuture.completedFuture(Answer.trouble(name + " has too many aliases"));
    }

    /** RFC 2308 section 5. */
    private static Answer nothing(Message message, long ttl) {
        long seconds = message.getSection(Section.AUTHORITY).stream()
                .filter(SOARecord.class::isInstance)
                .map(SOARecord.class::cast)
                .mapToLong(soa -> Math.min(soa.getMinimum(), soa.getTTL()))
                .findFirst()
                .orElse(NOTHING.toSeconds());
        long bounded = Math.min(Math.min(seconds, ttl), NOTHING.toSeconds());
        return new Answer(List.of(), Duration.ofSeconds(bounded), Optional.empty());
    }

    private static int type(Kind kind) {
        return switch (kind) {
            case NAPTR -> Type.NAPTR;
            case SRV -> Type.SRV;
            case A -> Type.A;
            case AAAA -> Type.AAAA;
        };
    }

    private static Optional<Entry> entry(Record record, Kind kind) {
        if (record instanceof NAPTRRecord naptr && kind == Kind.NAPTR) {
            return Optional.of(new Entry.Pointer(
                    naptr.getOrder(),
                    naptr.getPreference(),
                    naptr.getFlags(),
                    naptr.getService(),
                    text(naptr.getReplacement())));
        }
        if (record instanceof SRVRecord srv && kind == Kind.SRV) {
            return Optional.of(
                    new Entry.Service(srv.getPriority(), srv.getWeight(), srv.getPort(), text(srv.getTarget())));
        }
        if (record instanceof ARecord a && kind == Kind.A) {
            return Optional.of(new Entry.Address(a.getAddress()));
        }
        return record instanceof AAAARecord aaaa && kind == Kind.AAAA
                ? Optional.of(new Entry.Address(aaaa.getAddress()))
                : Optional.empty();
    }

    private static String text(Name name) {
        return name.equals(Name.root) ? "" : name.toString(true);
    }
}
