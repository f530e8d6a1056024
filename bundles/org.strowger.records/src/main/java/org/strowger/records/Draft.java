// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a call that is up: its entries, folded one after the other. All of it is text by name, so that it can be written
 * down as one entry and read back. Not thread-safe.
 */
final class Draft {
    /** More attempts than any plan has destinations; those beyond are not told apart. */
    private static final int MOST_ATTEMPTS = 50;

    private final String call;
    private final Map<String, String> values;

    Draft(String call) {
        this.call = call;
        this.values = new HashMap<>();
    }

    private Draft(Entry open) {
        this.call = open.call();
        this.values = new HashMap<>(open.values());
    }

    /** Reads what {@link #encode} wrote. */
    static Draft decode(Entry open) {
        return new Draft(open);
    }

    Entry encode() {
        return new Entry(Entry.Kind.OPEN, call, last(), values);
    }

    /** When something was last heard of it. */
    Instant last() {
        return instant("last").orElse(Instant.EPOCH);
    }

    String journey() {
        return values.getOrDefault("journey", call);
    }

    void journey(String id) {
        values.put("journey", id);
    }

    /** Somebody is being transferred by this call: where it is the transfer's own, and not one that was up before, it says so. */
    void transfer() {
        if (attempts() == 0 && values.getOrDefault("peer", "").equals("local")) {
            values.put("scenario", "transfer");
        }
    }

    String call() {
        return call;
    }

    boolean offered() {
        return values.containsKey("began");
    }

    void on(Entry entry) {
        values.put("last", entry.at().toString());
        switch (entry.kind()) {
            case OFFERED -> offered(entry);
            case CLAIMED -> {
                set("caller", entry.get("caller"));
                set("account", entry.get("account"));
                set("callin", entry.get("role"));
            }
            case ROUTED -> set("rule", entry.get("rule"));
            case TRIED -> tried(entry);
            case CALLED -> {
                set(at("peer"), entry.get("peer"));
                set(at("sipCallId"), entry.get("sipCallId"));
            }
            case RINGING -> {
                set(at("rang"), values.getOrDefault(at("rang"), entry.at().toString()));
                set("rang", values.getOrDefault("rang", entry.at().toString()));
            }
            case FAILED -> failed(entry);
            case ANSWERED -> answered(entry);
            case CHANGED -> changed(entry);
            case TRANSFERRING -> set("target", entry.get("to"));
            case TRANSFERRED -> set("transferredTo", values.getOrDefault("target", ""));
            case QUEUED -> set("queue", entry.get("queue"));
            case REFUSED, ENDED, INTERRUPTED, LINKED, OPEN -> {
                // nothing that a record says more of
            }
        }
    }

    private void offered(Entry entry) {
        set("began", entry.at().toString());
        set("caller", entry.get("from"));
        set("dialled", entry.get("dialled"));
        set("peer", entry.get("peer"));
        set("sipCallId", entry.get("sipCallId"));
        String origin = entry.get("origin");
        values.putIfAbsent("scenario", origin.isEmpty() ? "call" : origin);
    }

    private int attempts() {
        return Integer.parseInt(values.getOrDefault("attempts", "0"));
    }

    /** The name of a value of the attempt at hand. */
    private String at(String name) {
        return attempts() + "." + name;
    }

    private void tried(Entry entry) {
        values.put("attempts", Integer.toString(Math.min(attempts() + 1, MOST_ATTEMPTS)));
        set(at("began"), entry.at().toString());
        set(at("destination"), entry.get("destination"));
        set(at("callout"), entry.get("role"));
        set("destination", entry.get("destination"));
        set("callout", entry.get("role"));
    }

    private void failed(Entry entry) {
        if (attempts() > 0 && !values.containsKey(at("ended"))) {
            close(attempts(), entry);
        }
    }

    private void close(int attempt, Entry entry) {
        values.put(attempt + ".ended", entry.at().toString());
        set(attempt + ".by", entry.get("by"));
        set(attempt + ".status", entry.get("status"));
        set(attempt + ".reason", entry.get("reason"));
        set(attempt + ".hangup", entry.get("hangup"));
        set(attempt + ".side", entry.get("side"));
    }

    private void answered(Entry entry) {
        set("answered", entry.at().toString());
        set("codec", entry.get("codec"));
        set(at("answered"), entry.at().toString());
        set(at("peer"), entry.get("peer"));
        set(at("sipCallId"), entry.get("sipCallId"));
        set(at("codec"), entry.get("codec"));
    }

    private void changed(Entry entry) {
        set("codec", entry.get("codec"));
        String held = "held." + entry.get("side");
        boolean before = values.containsKey("held.A") || values.containsKey("held.B");
        if (Boolean.parseBoolean(entry.get("held"))) {
            values.put(held, "");
        } else {
            values.remove(held);
        }
        boolean now = values.containsKey("held.A") || values.containsKey("held.B");
        if (now && !before) {
            values.put("heldSince", entry.at().toString());
        } else if (before && !now) {
            values.put("heldMillis", Long.toString(heldMillis(entry.at())));
            values.remove("heldSince");
        }
    }

    private long heldMillis(Instant now) {
        long before = Long.parseLong(values.getOrDefault("heldMillis", "0"));
        return before
                + instant("heldSince")
                        .map(since -> Duration.between(since, now).toMillis())
                        .orElse(0L);
    }

    private void set(String name, String value) {
        if (!value.isEmpty()) {
            values.put(name, value);
        }
    }

    private Optional<Instant> instant(String name) {
        return Optional.ofNullable(values.get(name)).map(Instant::parse);
    }

    // ---- the records

    /**
     * The records of the call, attempts first.
     *
     * @param end {@link Entry.Kind#ENDED} or {@link Entry.Kind#INTERRUPTED}
     * @param firstSeq the number of the first of them
     */
    List<CallRecord> records(Entry end, long firstSeq) {
        List<CallRecord> records = new ArrayList<>();
        for (int attempt = 1; attempt <= attempts(); attempt++) {
            if (!values.containsKey(attempt + ".ended")) {
                close(attempt, end);
            }
            Map<Column, Object> row = common(firstSeq + records.size(), "attempt", attempt);
            String prefix = attempt + ".";
            text(row, Column.DESTINATION, values.get(prefix + "destination"));
            text(row, Column.CALLOUT, values.get(prefix + "callout"));
            leg(row, prefix);
            Ending ending = new Ending(
                    instant(prefix + "ended").orElseThrow(),
                    values.getOrDefault(prefix + "by", ""),
                    values.getOrDefault(prefix + "status", ""),
                    values.getOrDefault(prefix + "hangup", ""),
                    values.getOrDefault(prefix + "side", ""),
                    values.getOrDefault(prefix + "reason", ""));
            span(row, prefix, ending);
            records.add(new CallRecord(row));
        }
        Map<Column, Object> row = common(firstSeq + records.size(), "call", 0);
        text(row, Column.DESTINATION, values.get("destination"));
        text(row, Column.CALLOUT, values.get("callout"));
        leg(row, "");
        text(row, Column.TRANSFERRED_TO, values.get("transferredTo"));
        text(row, Column.QUEUE, values.get("queue"));
        span(
                row,
                "",
                new Ending(
                        end.at(),
                        end.get("by"),
                        end.get("status"),
                        end.get("hangup"),
                        end.get("side"),
                        end.get("reason")));
        if (row.containsKey(Column.ANSWERED)) {
            row.put(Column.HELD_MS, heldMillis(end.at()));
        }
        records.add(new CallRecord(row));
        return records;
    }

    private Map<Column, Object> common(long seq, String kind, int attempt) {
        Map<Column, Object> row = new EnumMap<>(Column.class);
        row.put(Column.SEQ, seq);
        row.put(Column.KIND, kind);
        row.put(Column.CALL, call);
        row.put(Column.ATTEMPT, (long) attempt);
        row.put(Column.JOURNEY, journey());
        text(row, Column.SCENARIO, values.get("scenario"));
        text(row, Column.CALLER, values.get("caller"));
        text(row, Column.DIALLED, values.get("dialled"));
        text(row, Column.ACCOUNT, values.get("account"));
        text(row, Column.CALLIN, values.get("callin"));
        text(row, Column.RULE, values.get("rule"));
        return row;
    }

    private void leg(Map<Column, Object> row, String prefix) {
        String peer = values.getOrDefault(prefix + "peer", "");
        text(row, Column.PEER, peer);
        text(row, Column.TRANSPORT, peer.replaceFirst(":.*", ""));
        text(row, Column.SIP_CALL_ID, values.get(prefix + "sipCallId"));
        text(row, Column.CODEC, values.get(prefix + "codec"));
    }

    private void span(Map<Column, Object> row, String prefix, Ending ending) {
        Optional<Instant> began = instant(prefix + "began");
        Optional<Instant> answered = instant(prefix + "answered");
        began.ifPresent(at -> row.put(Column.BEGAN, at));
        instant(prefix + "rang").ifPresent(at -> row.put(Column.RANG, at));
        row.put(Column.ENDED, ending.at());
        began.ifPresent(from -> row.put(Column.DURATION_MS, millis(from, ending.at())));
        answered.ifPresent(at -> {
            row.put(Column.ANSWERED, at);
            began.ifPresent(from -> row.put(Column.ANSWERED_MS, millis(from, at)));
            row.put(Column.TALK_MS, millis(at, ending.at()));
        });
        ending.describe(row, answered.isPresent());
    }

    private static long millis(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis());
    }

    private static void text(Map<Column, Object> row, Column column, String value) {
        if (value != null && !value.isEmpty()) {
            row.put(column, value);
        }
    }
}
