// SPDX-License-Identifier: Apache-2.0
package org.strowger.tracer;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A story as a ladder: the exchange is the line on the left, each peer's messages go to it and come from it. Pure functions. */
final class Ladder {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final int LONGEST = 100;

    private Ladder() {}

    static String of(Story story, ZoneId zone) {
        List<String> peers = peers(story);
        StringBuilder out = new StringBuilder("call ").append(story.call()).append('\n');
        for (int i = 0; i < peers.size(); i++) {
            out.append("  [").append(i + 1).append("] ").append(peers.get(i)).append('\n');
        }
        for (Item item : story.items()) {
            out.append(TIME.format(Instant.ofEpochMilli(item.millis()).atZone(zone)))
                    .append("  ");
            out.append(line(item, peers)).append('\n');
        }
        return out.toString();
    }

    /** The other ends of the messages, in the order in which they appear. */
    static List<String> peers(Story story) {
        Set<String> peers = new LinkedHashSet<>();
        for (Item item : story.items()) {
            if (item instanceof Item.Message message) {
                peers.add(message.transport() + ":" + message.peer());
            }
        }
        return List.copyOf(peers);
    }

    private static String line(Item item, List<String> peers) {
        if (item instanceof Item.Decision decision) {
            return "|  * " + decision.kind() + ": " + decision.words();
        }
        Item.Message message = (Item.Message) item;
        int peer = peers.indexOf(message.transport() + ":" + message.peer());
        String way = "-".repeat(6 + 8 * peer);
        String arrow = message.sent() ? "|" + way + "> [" : "|<" + way + " [";
        String summary = Sip.summary(message.text());
        return arrow + (peer + 1) + "] "
                + (summary.length() > LONGEST ? summary.substring(0, LONGEST) + "..." : summary);
    }
}
