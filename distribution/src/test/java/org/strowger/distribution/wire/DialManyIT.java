// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Calls of the dialler that come to all sorts of things, at random: what it told of each is what the peer saw. */
@Wire
final class DialManyIT {
    private static final int CALLS = Integer.getInteger("dial.calls", 200);
    private static final int AT_ONCE = 50;
    private static final Duration EACH = Duration.ofMillis(200);
    private static final List<String> KINDS = List.of("busy", "fails", "rings", "races", "answers", "ends", "mute");

    private final Map<String, String> taken = new HashMap<>();

    @Test
    @DisplayName(
            "O1: of many calls with random answers, cancels and vetoes each has one end, and it is what the peer saw")
    void whatIsToldIsWhatThePeerSaw(Exchange exchange, Lab lab) {
        DialDesk desk = DialDesk.open(exchange, lab);
        DialPeer peer = lab.closeLater(new DialPeer());
        long seed = Long.getLong("dial.seed", System.nanoTime());
        Random random = new Random(seed);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        lab.closeLater(timer::shutdownNow);
        for (int i = 0; i < CALLS; i++) {
            int begun = i;
            Await.until(
                    () -> "less than " + AT_ONCE + " calls, seed " + seed,
                    Duration.ofMinutes(2),
                    () -> begun - removed(desk) < AT_ONCE);
            dial(desk, peer, timer, random);
        }
        Duration bound = Duration.ofSeconds(60).plus(EACH.multipliedBy(CALLS));
        Await.until(
                () -> removed(desk) + " of " + CALLS + " are over, seed " + seed,
                bound,
                Duration.ofMillis(200),
                () -> removed(desk) == CALLS);
        Await.until(() -> "the peer agrees, seed " + seed + ": " + open(peer), Duration.ofSeconds(60), () -> open(peer)
                .isEmpty());
        taken.forEach((id, kind) -> reconcile(id, kind, desk, peer.calls().get(id), seed));
        assertThat(taken.keySet()).containsAll(peer.calls().keySet());
        exchange.audit();
    }

    private static List<String> open(DialPeer peer) {
        return peer.calls().values().stream()
                .filter(call -> !call.over())
                .map(DialPeer.Call::toString)
                .toList();
    }

    private static long removed(DialDesk desk) {
        return desk.heard().stream()
                .filter(line -> line.get(0).equals("removed"))
                .count();
    }

    private void dial(DialDesk desk, DialPeer peer, ScheduledExecutorService timer, Random random) {
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        boolean vetoed = random.nextInt(4) == 0;
        Map<String, String> request = new HashMap<>();
        request.put("uri", peer.uri(kind + random.nextInt(60)));
        request.put("correlation", vetoed ? "veto" : "fine");
        String id = desk.dial(request);
        taken.put(id, vetoed ? "veto " + kind : kind);
        boolean waits = kind.equals("rings") || kind.equals("races");
        if (waits || random.nextInt(3) == 0) {
            timer.schedule(() -> desk.ask("cancel", id), random.nextInt(150), TimeUnit.MILLISECONDS);
        }
        if (kind.equals("answers")) {
            timer.schedule(() -> endIt(desk, timer, id), 200 + random.nextInt(100), TimeUnit.MILLISECONDS);
        }
    }

    private static void endIt(DialDesk desk, ScheduledExecutorService timer, String id) {
        desk.ask("hangup", id);
        if (!desk.story(id).stream().anyMatch(line -> line.startsWith("removed"))) {
            timer.schedule(() -> endIt(desk, timer, id), 200, TimeUnit.MILLISECONDS);
        }
    }

    private static void reconcile(String id, String kind, DialDesk desk, DialPeer.Call seen, long seed) {
        List<String> story = desk.story(id);
        String about = "seed " + seed + ", " + kind + ": " + story + ", the peer saw " + seen;
        List<String> ends = new ArrayList<>(story);
        ends.removeIf(line -> !line.matches("(established|failed|cancelled) .*"));
        assertThat(ends).as(about).hasSize(1);
        String end = ends.get(0);
        assertThat(story.stream().filter(line -> line.startsWith("removed")))
                .as(about)
                .hasSize(1);
        assertThat(story.get(story.size() - 1)).as(about).startsWith("removed");
        assertThat(story.contains("up")).as(about).isEqualTo(end.startsWith("established"));
        if (seen == null) {
            // taken back before an INVITE left
            assertThat(story).as(about).containsExactly("cancelled 487 CANCELLED", "removed normal");
            return;
        }
        assertThat(story.get(0)).as(about).isIn("invited 0 NONE", "cancelled 487 CANCELLED");
        assertThat(end).as(about).startsWith(story.get(0).startsWith("invited") ? "" : "cancelled");
        long provisionals =
                story.stream().filter(line -> line.startsWith("provisional")).count();
        assertThat(provisionals).as(about).isLessThanOrEqualTo(seen.provisionals.get());
        switch (end.substring(0, end.indexOf(' '))) {
            case "established" -> {
                assertThat(seen.finalStatus).as(about).isEqualTo(200);
                assertThat(kind).as(about).isIn("answers", "ends");
            }
            case "failed" -> {
                int told = Integer.parseInt(end.split(" ")[1]);
                assertThat(told).as(about).isEqualTo(seen.finalStatus == 200 ? 488 : seen.finalStatus);
                assertThat(end.endsWith("VETO")).as(about).isEqualTo(kind.matches("veto (answers|ends)"));
                assertThat(end.endsWith("MEDIA")).as(about).isEqualTo(kind.endsWith("mute"));
            }
            default ->
                // a CANCEL, or an answer that crossed with it; what was answered has been ended
                assertThat(seen.cancels.get() > 0 || seen.finalStatus > 0)
                        .as(about)
                        .isTrue();
        }
        if (seen.finalStatus == 200) {
            assertThat(seen.acks.get() > 0 && seen.byes.get() + seen.byesAnswered.get() > 0)
                    .as(about)
                    .isTrue();
        }
    }
}
