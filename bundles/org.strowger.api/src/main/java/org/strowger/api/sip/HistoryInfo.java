// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a request has been sent, and why it was sent on (RFC 7044): a tree, whose entries name their places by index. Immutable.
 *
 * @param entries in the order of the tree, each index once
 */
public record HistoryInfo(List<Entry> entries) {
    /** The header's name. */
    public static final String NAME = "History-Info";

    /** A request that nobody has sent on. */
    public static final HistoryInfo NONE = new HistoryInfo(List.of());

    /** How a target was found (section 10.1). */
    public enum Kind {
        /** The same user, elsewhere. */
        RC,
        /** Another user. */
        MP,
        /** No change. */
        NP
    }

    /**
     * One target.
     *
     * @param to with the reasons for which it was left, but without its privacy and other headers
     * @param index such as {@code 1.2}
     * @param kind how it was found, and from which index; empty for the first, or where nothing is said
     * @param reasons why it was left; none while it was not
     * @param privacy {@code history} or {@code none}; nothing where nothing is said
     */
    public record Entry(NameAddr to, String index, Optional<From> kind, List<Reason> reasons, Privacy privacy) {
        public Entry {
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(privacy, "privacy");
            reasons = List.copyOf(reasons);
            checkIndex(index);
        }

        /** The value as it stands on the wire. */
        @Override
        public String toString() {
            List<String> headers = new ArrayList<>(2);
            reasons.forEach(reason -> headers.add("Reason=" + UriHeaders.escape(reason.toString())));
            if (!privacy.tokens().isEmpty()) {
                headers.add("Privacy=" + UriHeaders.escape(privacy.toString()));
            }
            SipUri uri = to.uri();
            String query = headers.isEmpty() ? "" : "?" + String.join("&", headers);
            SipUri full = new SipUri(uri.scheme(), uri.user(), uri.host(), uri.port(), uri.parameters() + query);
            return new NameAddr(to.displayName(), full) + ";index=" + index
                    + kind.map(from -> ";" + from).orElse("");
        }
    }

    /** How an entry was found, and from which. */
    public record From(Kind kind, String index) {
        public From {
            Objects.requireNonNull(kind, "kind");
            checkIndex(index);
        }

        @Override
        public String toString() {
            return kind.name().toLowerCase(Locale.ROOT) + "=" + index;
        }
    }

    public HistoryInfo {
        entries = List.copyOf(entries);
        if (entries.stream().map(Entry::index).distinct().count() != entries.size()) {
            throw new IllegalArgumentException("an index stands twice in " + entries);
        }
    }

    private static void checkIndex(String index) {
        if (!index.matches("\\d{1,4}(\\.\\d{1,4}){0,50}")) {
            throw new IllegalArgumentException("'" + index + "' is no index such as 1.2");
        }
    }

    /** A request to its first target. */
    public static HistoryInfo to(NameAddr first) {
        return new HistoryInfo(List.of(new Entry(first, "1", Optional.empty(), List.of(), Privacy.UNASKED)));
    }

    /** The same request sent on: the last target is left for a reason, and the next is its child. */
    public HistoryInfo onward(NameAddr next, Kind kind, Optional<Reason> why) {
        if (entries.isEmpty()) {
            return to(next);
        }
        Entry last = entries.get(entries.size() - 1);
        List<Reason> reasons = new ArrayList<>(last.reasons());
        why.ifPresent(reasons::add);
        List<Entry> after = new ArrayList<>(entries.subList(0, entries.size() - 1));
        after.add(new Entry(last.to(), last.index(), last.kind(), reasons, last.privacy()));
        String index = last.index() + ".1";
        Optional<From> from = Optional.of(new From(kind, last.index()));
        after.add(new Entry(next, index, from, List.of(), Privacy.UNASKED));
        return new HistoryInfo(after);
    }

    /** For a peer that is not trusted: without the entries that are private, or all of them (section 10.3.1). */
    public HistoryInfo told(Privacy privacy) {
        if (privacy.asks("history") || privacy.asks("header")) {
            return NONE;
        }
        return new HistoryInfo(entries.stream()
                .filter(entry -> !entry.privacy().asks("history"))
                .toList());
    }

    /**
     * Reads the header's lines.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static HistoryInfo parse(List<String> lines) {
        List<Entry> entries = new ArrayList<>(2);
        for (String value : Parts.values(lines)) {
            Map<String, String> parameters = Parts.parameters(Parts.split(value, ';'));
            NameAddr full = NameAddr.parse(value);
            List<Header> headers = UriHeaders.of(full.uri());
            Optional<From> kind = Optional.empty();
            for (Kind each : Kind.values()) {
                String from = parameters.get(each.name().toLowerCase(Locale.ROOT));
                kind = kind.isEmpty() && from != null ? Optional.of(new From(each, from)) : kind;
            }
            entries.add(new Entry(
                    new NameAddr(full.displayName(), UriHeaders.without(full.uri())),
                    parameters.getOrDefault("index", ""),
                    kind,
                    Reason.parse(UriHeaders.values(headers, Reason.NAME)),
                    Privacy.parse(UriHeaders.values(headers, Privacy.NAME))));
        }
        return new HistoryInfo(entries);
    }

    /** A value for each entry, as it stands on the wire. */
    public List<String> values() {
        return entries.stream().map(Entry::toString).toList();
    }
}
