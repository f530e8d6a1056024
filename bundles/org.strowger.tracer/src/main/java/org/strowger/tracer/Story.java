// SPDX-License-Identifier: Apache-2.0
package org.strowger.tracer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that the tape has of one call, in the order of time.
 *
 * @param call its id; where only messages are left of it, their Call-ID
 * @param items messages and decisions
 */
record Story(String call, List<Item> items) {
    /** How long before a call is offered, and after it has ended, messages of it may be seen: RFC 3261's 64*T1, and a little. */
    private static final long AROUND_MILLIS = 35_000;

    Story {
        items = List.copyOf(items);
    }

    /** @param wanted a call's id, a Call-ID of one of its dialogs, or a number: then its last call */
    static Optional<Story> of(Tape tape, String wanted) {
        Search search = new Search(wanted);
        tape.play(Long.MIN_VALUE, Long.MAX_VALUE, search::see);
        String call = search.found();
        if (call.isEmpty()) {
            Set<String> itself = Set.of(wanted);
            List<Item> items = messages(tape, itself, Long.MIN_VALUE, Long.MAX_VALUE);
            return items.isEmpty() ? Optional.empty() : Optional.of(new Story(wanted, items));
        }
        List<Item.Decision> decisions = decisions(tape, call);
        Set<String> ids = new LinkedHashSet<>();
        decisions.forEach(decision -> ids.addAll(decision.sipCallIds()));
        long from = decisions.get(0).millis() - AROUND_MILLIS;
        long to = decisions.get(decisions.size() - 1).millis() + AROUND_MILLIS;
        List<Item> items = new ArrayList<>(messages(tape, ids, from, to));
        items.addAll(decisions);
        items.sort(Comparator.comparingLong(Item::millis));
        return Optional.of(new Story(call, items));
    }

    private static List<Item.Decision> decisions(Tape tape, String call) {
        List<Item.Decision> found = new ArrayList<>();
        tape.play(Long.MIN_VALUE, Long.MAX_VALUE, item -> {
            if (item instanceof Item.Decision decision && decision.call().equals(call)) {
                found.add(decision);
            }
        });
        return found;
    }

    private static List<Item> messages(Tape tape, Set<String> callIds, long from, long to) {
        List<byte[]> wanted =
                callIds.stream().map(id -> id.getBytes(StandardCharsets.UTF_8)).toList();
        List<Item> found = new ArrayList<>();
        tape.play(from, to, item -> {
            if (item instanceof Item.Message message
                    && wanted.stream().anyMatch(id -> Bytes.indexOf(message.bytes(), id) >= 0)
                    && callIds.contains(Sip.header(message.text(), "Call-ID", "i"))) {
                found.add(item);
            }
        });
        return found;
    }

    /** Looks for the last call that somebody may mean; keeps nothing else, for the tape is long. */
    private static final class Search {
        private final String wanted;
        private String byId = "";
        private String byNumber = "";

        Search(String wanted) {
            this.wanted = wanted;
        }

        void see(Item item) {
            if (!(item instanceof Item.Decision decision)) {
                return;
            }
            String call = decision.call();
            boolean named = decision.kind().equals("offered")
                    && (decision.words().startsWith(wanted + " dials ")
                            || decision.words().contains(" dials " + wanted + ", "));
            if (call.equals(wanted) || decision.sipCallIds().contains(wanted)) {
                byId = call;
            } else if (named) {
                byNumber = call;
            }
        }

        String found() {
            return byId.isEmpty() ? byNumber : byId;
        }
    }
}
