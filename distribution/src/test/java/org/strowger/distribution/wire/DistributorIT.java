// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.distribution.wire.Calls.SOON;
import static org.strowger.distribution.wire.Calls.callee;
import static org.strowger.distribution.wire.Calls.caller;
import static org.strowger.distribution.wire.Calls.responses;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The agent distributor on the wire: callers who wait with music, agents who are rung as by anyone, and what ends either. */
@Wire
final class DistributorIT {
    /** An agent whose phone is at the far end of a trunk. */
    private static final String BOB = "741001";

    private static final Path MUSIC =
            Path.of(System.getProperty("strowger.home")).resolve("prompts/music/default.wav");

    @Test
    @DisplayName(
            "E12, M3: a caller waits with music, the agent who logs in is rung by the dial plan, and both are heard")
    void aCallerWaitsAndTalksToAnAgent(Exchange exchange, Lab lab) {
        QueueFile queue = QueueFile.of(exchange, lab, BOB, "join.while = always", "wrapup = 60");
        KeyPhone alice = lab.closeLater(new KeyPhone("127.0.1.1"));
        RtpEnd bob = lab.closeLater(new RtpEnd("127.0.1.2", 0xB));
        SippRun callee =
                callee(lab, "callee_hangs_up", bob.local()).option("-d", "3000").start();
        SippRun caller = caller(lab, "caller_is_hung_up_on", alice.local())
                .dials(queue.number())
                .start();
        Await.until(() -> "two seconds of music are heard", SOON, () -> alice.packets() > 120);
        assertThat(new ShippedPrompt(MUSIC).likeness(alice.audio())).isGreaterThan(0.9);
        assertThat(callee.received()).as("nobody is logged in").isEmpty();

        assertThat(exchange.console("pbx:agent-login " + BOB)).contains(queue.name());
        Message invite = callee.awaitReceived(
                "the INVITE", SOON, message -> message.startLine().startsWith("INVITE "));
        assertThat(invite.header("From")).contains("sip:1000@").contains(queue.name());
        callee.awaitReceived("the ACK", SOON, message -> message.startLine().startsWith("ACK "));
        Peer relay = new Peer(exchange.udp().host(), Calls.port(invite));
        alice.forget();
        Await.until(() -> "Alice hears Bob", SOON, () -> {
            bob.send(relay);
            byte[] audio = alice.audio();
            return audio.length > 0 && audio[audio.length - 1] == bob.noise();
        });
        callee.finish();
        caller.finish();
        queue.awaitState(BOB, "wrap_up");
        assertThat(queue.told("answered")).isEqualTo("1");
        exchange.console("pbx:agent-resume " + BOB);
        assertThat(queue.state(BOB)).isEqualTo("idle");
        exchange.audit();
    }

    @Test
    @DisplayName("An agent logs in, pauses with a reason, goes on and logs out by codes")
    void anAgentDialsCodes(Exchange exchange, Lab lab) {
        Account agent = exchange.account();
        QueueFile queue = QueueFile.of(exchange, lab, agent.number(), "pause.1 = lunch");
        assertThat(queue.state(agent.number())).isEqualTo("away");
        dial(lab, agent, "*45");
        queue.awaitState(agent.number(), "idle");
        dial(lab, agent, "*471");
        queue.awaitState(agent.number(), "paused");
        assertThat(exchange.console("pbx:agents")).contains("lunch");
        dial(lab, agent, "*48");
        queue.awaitState(agent.number(), "idle");
        dial(lab, agent, "*46");
        queue.awaitState(agent.number(), "away");
        exchange.audit();
    }

    private static void dial(Lab lab, Account agent, String code) {
        lab.sipp("call_challenged_then_hung_up_on").as(agent).dials(code).run();
    }

    @Test
    @DisplayName("Without agents a caller gets 480, in a full queue 486, or is called elsewhere for where that is said")
    void aCallerWhoMayNotWaitIsToldSo(Exchange exchange, Lab lab) {
        QueueFile empty = QueueFile.of(exchange, lab, BOB);
        SippRun refused = caller(lab, "caller_is_refused").dials(empty.number()).run();
        assertThat(responses(refused, 480, "INVITE")).hasSize(1);
        assertThat(empty.told("refused")).isEqualTo("1");

        QueueFile full = QueueFile.of(exchange, lab, BOB, "join.while = always", "length.max = 1");
        SippRun first = caller(lab, "caller_is_hung_up_on").dials(full.number()).start();
        full.awaitTold("waiting", "1");
        SippRun second = caller(lab, "caller_is_refused").dials(full.number()).run();
        assertThat(responses(second, 486, "INVITE")).hasSize(1);

        SippRun elsewhere = callee(lab, "callee_hangs_up").start();
        full.change(BOB, "join.while = always", "length.max = 1", "overflow = 741002");
        caller(lab, "caller_is_hung_up_on").dials(full.number()).run();
        elsewhere.finish();
        assertThat(elsewhere.request("INVITE").uri()).startsWith("sip:741002@");
        exchange.console("pbx:call-hangup --all");
        first.finish();
        exchange.audit();
    }

    @Test
    @DisplayName("A caller who hangs up while waiting, while an agent rings and while they talk leaves nothing behind")
    void aCallerHangsUpAtEachStep(Exchange exchange, Lab lab) {
        QueueFile queue = QueueFile.of(
                exchange, lab, BOB, "join.while = always", "rest.rejected = 1", "wrapup = 0", "missed.max = 0");
        caller(lab, "caller_talks").dials(queue.number()).option("-d", "300").run();
        queue.awaitTold("abandoned", "1");

        exchange.console("pbx:agent-login " + BOB);
        try (SippRun callee = callee(lab, "callee_rings_for_ever").start()) {
            SippRun caller = caller(lab, "caller_talks")
                    .dials(queue.number())
                    .option("-d", "3000")
                    .start();
            callee.awaitReceived(
                    "the CANCEL", SOON, message -> message.startLine().startsWith("CANCEL "));
            callee.finish();
            caller.finish();
        }
        queue.awaitTold("abandoned", "2");
        queue.awaitState(BOB, "idle");

        SippRun callee = callee(lab, "answer_until_bye").start();
        SippRun caller = caller(lab, "caller_talks")
                .dials(queue.number())
                .option("-d", "3000")
                .start();
        callee.awaitReceived("the BYE", SOON, message -> message.startLine().startsWith("BYE "));
        callee.finish();
        caller.finish();
        queue.awaitTold("answered", "1");
        queue.awaitState(BOB, "idle");
        exchange.audit();
    }

    @Test
    @DisplayName("An agent who refuses is left alone for a while, and the caller gets the next")
    void anAgentWhoRefusesIsLeftAlone(Exchange exchange, Lab lab) {
        Account next = exchange.account();
        QueueFile queue = QueueFile.of(
                exchange, lab, BOB + ", " + next.number(), "login = false", "strategy = linear", "rest.busy = 60");
        SippRun busy = callee(lab, "callee_refuses")
                .key("refusal", "SIP/2.0 486 Busy Here")
                .start();
        SippRun phone = Phones.answering(lab, next, 1);
        SippRun caller =
                caller(lab, "caller_is_hung_up_on").dials(queue.number()).start();
        busy.finish();
        phone.awaitReceived("the ACK", SOON, message -> message.startLine().startsWith("ACK "));
        assertThat(queue.state(BOB)).isEqualTo("resting");
        exchange.console("pbx:call-hangup --all");
        caller.finish();
        phone.finish();
        exchange.audit();
    }

    @Test
    @DisplayName("Distributor and media are replaced while callers wait and agents work: order, states and music stay")
    void nobodyLosesTheirPlace(Exchange exchange, Lab lab) {
        Account paused = exchange.account();
        QueueFile queue = QueueFile.of(
                exchange, lab, BOB + ", " + paused.number(), "join.while = always", "wrapup = 0", "announce.every = 0");
        exchange.console("pbx:agent-login " + paused.number());
        exchange.console("pbx:agent-pause " + paused.number() + " lunch");
        KeyPhone alice = lab.closeLater(new KeyPhone("127.0.1.1"));
        SippRun first = caller(lab, "caller_is_hung_up_on", alice.local())
                .dials(queue.number())
                .start();
        queue.awaitTold("waiting", "1");
        SippRun others = caller(lab, "caller_is_hung_up_on")
                .dials(queue.number())
                .calls(3, 10, 3)
                .start();
        queue.awaitTold("waiting", "4");
        List<String> before = order(queue);
        for (String bundle : List.of("org.strowger.distributor", "org.strowger.media")) {
            exchange.console("bundle:update " + bundle + " file:" + ReplaceIT.shipped(exchange, bundle));
            exchange.awaitCommand("pbx:queues");
            queue.awaitTold("waiting", "4");
            assertThat(order(queue)).as(bundle).isEqualTo(before);
            assertThat(queue.state(paused.number())).isEqualTo("paused");
            alice.forget();
            Await.until(() -> "music goes on after " + bundle, SOON, () -> alice.packets() > 30);
        }
        // They are served in the order in which they came, each by the one agent who works.
        SippRun callee =
                callee(lab, "callee_hangs_up").option("-d", "1000").calls(4).start();
        ExchangeLog.Mark mark = exchange.log().mark();
        exchange.console("pbx:agent-login " + BOB);
        callee.awaitReceived("the ACK", SOON, message -> message.startLine().startsWith("ACK "));
        // Once more in the midst of a talk.
        exchange.console("bundle:update org.strowger.distributor file:"
                + ReplaceIT.shipped(exchange, "org.strowger.distributor"));
        callee.finish();
        first.finish();
        others.finish();
        assertThat(Crowd.answered(mark.since(), queue.name())).isEqualTo(before);
        exchange.audit();
    }

    private static List<String> order(QueueFile queue) {
        return queue.callers().stream()
                .map(row -> row.get("call").getAsString())
                .toList();
    }

    @Test
    @DisplayName(
            "A crowd of callers, some of whom give up: each is answered in turn or leaves, and no agent has two calls")
    void aCrowdIsServed(Exchange exchange, Lab lab) {
        int callers = Integer.getInteger("strowger.queue.callers", 40);
        int agents = Integer.getInteger("strowger.queue.agents", 5);
        String strategies = System.getProperty("strowger.queue.strategies", "longest-idle");
        for (String strategy : strategies.split(",")) {
            Crowd.serve(exchange, lab, strategy, callers, agents);
        }
        exchange.audit();
    }

    @Test
    @DisplayName("A queue that is wrong is named by file, key and reason, and what was in force stays")
    void aWrongQueueChangesNothing(Exchange exchange, Lab lab) {
        QueueFile queue = QueueFile.of(exchange, lab, BOB, "strategy = linear");
        queue.configure(BOB, "strategy = fair", "ring = 1");
        Await.until(() -> "the problems are told", SOON, () -> {
            String problems = exchange.console("pbx:config-problems");
            return problems.contains("'fair' is none of") && problems.contains("1 is not between 2 and 300");
        });
        assertThat(queue.told("strategy")).isEqualTo("linear");
    }

    @Test
    @DisplayName("Real phones: a caller hears music in the queue, an agent's phone rings, and the two talk")
    void realPhonesTalkThroughTheQueue(Exchange exchange, Lab lab) {
        Baresip alice = Baresip.register(lab, exchange.account(), "udp", 440);
        Baresip bob = Baresip.register(lab, exchange.account(), "udp", 1046);
        QueueFile queue = QueueFile.of(exchange, lab, bob.number(), "join.while = always");
        alice.dial(queue.number());
        alice.awaitTalking();
        assertThat(ShippedPrompt.likeness(MUSIC, alice.heard(3))).isGreaterThan(0.7);
        exchange.console("pbx:agent-login " + bob.number());
        bob.awaitTalking();
        assertThat(Tone.share(bob.heard(4), 440)).as("Alice's tone at Bob's").isGreaterThan(0.8);
        alice.hangUp();
        bob.awaitOver();
        exchange.audit();
    }
}
