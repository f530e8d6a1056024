// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Roles of others that do harm, or that were built against another API. */
@Wire
final class FaultyRoleIT {
    private static final Duration TO_DEPLOY = Duration.ofSeconds(30);
    private static final Duration TO_RECOVER = Duration.ofSeconds(30);
    private static final String ENGINE = "org.strowger.engine.cfg";

    /** So many failures take a role out of the way; so many calls go to each. */
    private static final int FAILURES = 3;

    private static final int CALLS = FAILURES + 3;
    /** Between one call to each and the next. */
    private static final Duration PACE = Duration.ofMillis(300);

    private static final int OTHERS = 20;
    private static final int OTHERS_A_SECOND = 5;

    /** On a machine that is busy with what spins, and with everything else. */
    private static final Duration SETUP = Duration.ofSeconds(3);

    /** A fault, and the part of a role that has it. */
    private record Fault(String number, String fault, String part) {
        String role() {
            return fault + "-in-" + part;
        }

        String rolePart() {
            return part.equals("claim") ? "callin" : "callout";
        }
    }

    private static final List<Fault> FAULTS = List.of(
            new Fault("6901", "throws", "claim"),
            new Fault("6902", "throws", "reach"),
            new Fault("6903", "throws", "invited"),
            new Fault("6904", "hangs", "claim"),
            new Fault("6905", "hangs", "reach"),
            new Fault("6906", "hangs", "invited"),
            new Fault("6907", "spins", "reach"));

    @Test
    @DisplayName(
            "roles that throw, hang and spin cost their own calls only, are left alone, and are let back in when healed")
    void otherCallsGoOn(Exchange exchange, Lab lab) throws IOException {
        String settings =
                exchange.configured(ENGINE) + "deadline = 500\nbreaker.failures = " + FAILURES + "\nbreaker.rest = 5\n";
        Path sick = lab.file("sick.file");
        try (Exchange.Change change = exchange.configure(ENGINE, settings);
                Roles roles = new Roles(exchange)) {
            for (Fault fault : FAULTS) {
                roles.add(faulty(lab, fault, sick), fault.role());
            }
            roles.awaitIn();

            SippRun carrier = lab.sipp("answer_until_bye")
                    .at(exchange.trunk("carrier"))
                    .calls(OTHERS)
                    .within(Duration.ofMinutes(2))
                    .start();
            SippRun others = Phones.trunkCall(lab, "7100")
                    .calls(OTHERS, OTHERS_A_SECOND, OTHERS)
                    .within(Duration.ofMinutes(2))
                    .start();
            RawPhone unlucky = lab.udpPhone("127.0.1.1", exchange.udp());
            Map<String, Request> calls = new HashMap<>();
            for (int i = 0; i < CALLS; i++) {
                for (Fault fault : FAULTS) {
                    Request invite = invite(unlucky, fault);
                    calls.put(invite.callId(), invite);
                    unlucky.send(invite.text(unlucky));
                }
                takeAnswers(unlucky, calls, PACE);
            }
            others.finish();
            carrier.finish();
            assertThat(slowestButOne(others)).isLessThan(SETUP);
            takeAnswers(unlucky, calls, Calls.SOON);
            assertThat(calls).as("calls without a final answer").isEmpty();
            FAULTS.forEach(fault -> awaitState(exchange, fault, "resting", "on trial"));
            for (Fault fault : FAULTS) {
                JsonObject row = row(exchange, fault);
                assertThat(row.get(fault.fault().equals("throws") ? "failed" : "late")
                                .getAsInt())
                        .as("%s", row)
                        .isGreaterThanOrEqualTo(FAILURES);
            }

            Files.delete(sick);
            FAULTS.forEach(fault -> recovers(exchange, lab, fault));
        }
        exchange.console("pbx:call-hangup --all");
        exchange.audit();
    }

    private static Path faulty(Lab lab, Fault fault, Path sick) {
        return BundleJar.of(
                lab,
                fault.role(),
                FaultyRole.class,
                "[1,2)",
                Map.of(
                        FaultyRole.NUMBER,
                        fault.number(),
                        FaultyRole.FAULT,
                        fault.fault(),
                        FaultyRole.PART,
                        fault.part(),
                        FaultyRole.WHILE,
                        sick.toString()));
    }

    private static Request invite(RawPhone phone, Fault fault) {
        return Request.invite(phone, "6900", fault.number())
                .sdp(Sdp.audio(phone.local().host(), 49_180));
    }

    /** Acknowledges final answers for so long, or until each call has one. */
    private static void takeAnswers(RawPhone phone, Map<String, Request> calls, Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (!calls.isEmpty() && System.nanoTime() < deadline) {
            phone.receive(Duration.ofNanos(deadline - System.nanoTime()))
                    .filter(message -> message.status() >= 200)
                    .ifPresent(message -> {
                        Request invite = calls.remove(message.header("Call-ID"));
                        if (invite != null) {
                            boolean answered = message.status() < 300;
                            phone.send(answered ? invite.ackOfAnswer(phone, message) : invite.ack(phone, message));
                        }
                    });
        }
    }

    /** Of a hundred calls the slowest may be unlucky; of twenty, too. */
    private static Duration slowestButOne(SippRun callers) {
        Map<String, Instant> began = new HashMap<>();
        Map<String, Duration> took = new HashMap<>();
        for (Packet packet : callers.packets()) {
            String call = packet.message().header("Call-ID");
            if (packet.is("INVITE")) {
                began.putIfAbsent(call, packet.time());
            } else if (packet.is(200, "INVITE")) {
                took.putIfAbsent(call, Duration.between(began.get(call), packet.time()));
            }
        }
        assertThat(took).hasSize(OTHERS);
        return took.values().stream().sorted().toList().get(OTHERS - 2);
    }

    private static JsonObject row(Exchange exchange, Fault fault) {
        for (JsonElement row : exchange.json("pbx:roles")) {
            JsonObject role = row.getAsJsonObject();
            if (role.get("name").getAsString().equals(fault.role())
                    && role.get("part").getAsString().equals(fault.rolePart())) {
                return role;
            }
        }
        throw new AssertionError("pbx:roles has no " + fault.rolePart() + " " + fault.role());
    }

    private static void awaitState(Exchange exchange, Fault fault, String... states) {
        Await.until(
                () -> fault + " is " + String.join(" or ", states) + ", not " + row(exchange, fault),
                TO_RECOVER,
                Duration.ofMillis(500),
                () -> Stream.of(states)
                        .anyMatch(row(exchange, fault).get("state").getAsString()::equals));
    }

    private static void recovers(Exchange exchange, Lab lab, Fault fault) {
        awaitState(exchange, fault, "on trial", "here");
        RawPhone caller = lab.udpPhone("127.0.1.1", exchange.udp());
        Request invite = invite(caller, fault);
        Message answer = caller.ask(invite);
        assertThat(answer.status()).as("%s, healed", fault).isEqualTo(200);
        caller.send(invite.ackOfAnswer(caller, answer));
        awaitState(exchange, fault, "here");
    }

    @Test
    @DisplayName("a role that leaks gives all of it back when it is taken out")
    void aLeakLastsAsLongAsTheRole(Exchange exchange, Lab lab) throws IOException {
        Fault leak = new Fault("6908", "leaks", "reach");
        Path sick = lab.file("sick.file");
        long before = Heap.liveMegabytes(lab);
        try (Roles roles = new Roles(exchange)) {
            roles.add(faulty(lab, leak, sick), leak.role());
            roles.awaitIn();
            RawPhone caller = lab.udpPhone("127.0.1.1", exchange.udp());
            for (int i = 0; i < CALLS; i++) {
                Request invite = invite(caller, leak);
                Message answer = caller.ask(invite);
                assertThat(answer.status()).isEqualTo(200);
                caller.send(invite.ackOfAnswer(caller, answer));
            }
            assertThat(Heap.liveMegabytes(lab) - before).isGreaterThan(CALLS * FaultyRole.LEAK / 2);
            exchange.console("pbx:call-hangup --all");
        }
        Await.until(
                () -> "what leaked is given back",
                TO_DEPLOY,
                Duration.ofSeconds(1),
                () -> Heap.liveMegabytes(lab) - before < FaultyRole.LEAK);
        exchange.audit();
    }

    @Test
    @DisplayName(
            "roles built against different versions of the API that will do take calls side by side; one that will not do "
                    + "says why")
    void versionsOfTheApi(Exchange exchange, Lab lab) throws IOException {
        Fault older = new Fault("6911", "none", "older");
        Fault newer = new Fault("6912", "none", "newer");
        Fault future = new Fault("6913", "none", "future");
        Path well = lab.folder().resolve("never");
        try (Roles roles = new Roles(exchange)) {
            roles.add(built(lab, older, "[1.0,2)", well), older.role());
            roles.add(built(lab, newer, "[1.1,2)", well), newer.role());
            roles.awaitIn();
            BundleJar.drop(built(lab, future, "[9,10)", well), exchange, "future.jar");
            RawPhone caller = lab.udpPhone("127.0.1.1", exchange.udp());
            for (Fault role : List.of(older, newer)) {
                Request invite = invite(caller, role);
                Message answer = caller.ask(invite);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).contains("s=" + role.number());
                caller.send(invite.ackOfAnswer(caller, answer));
            }
            exchange.console("pbx:call-hangup --all");
            Await.until(
                    () -> "pbx:plugins says why " + future.role() + " is not here: " + exchange.console("pbx:plugins"),
                    TO_DEPLOY,
                    Duration.ofSeconds(1),
                    () -> exchange.console("pbx:plugins").contains(future.role()));
            String said = exchange.json("pbx:plugins").asList().stream()
                    .map(JsonElement::toString)
                    .filter(row -> row.contains(future.role()))
                    .findFirst()
                    .orElseThrow();
            assertThat(said)
                    .contains("\"installed\"")
                    .contains("org.strowger.api.call")
                    .contains("9");
            assertThat(exchange.console("bundle:list")).containsPattern("Installed.*" + future.role());
        } finally {
            Files.deleteIfExists(exchange.home().resolve("deploy/future.jar"));
        }
        exchange.audit();
    }

    private static Path built(Lab lab, Fault role, String api, Path sick) {
        return BundleJar.of(
                lab,
                role.role(),
                FaultyRole.class,
                api,
                Map.of(
                        FaultyRole.NUMBER,
                        role.number(),
                        FaultyRole.FAULT,
                        role.fault(),
                        FaultyRole.PART,
                        role.part(),
                        FaultyRole.WHILE,
                        sick.toString()));
    }

    /** Roles in {@code deploy/}, gone when this is closed. */
    private static final class Roles implements AutoCloseable {
        private final Exchange exchange;
        private final ExchangeLog.Mark mark;
        private final Map<String, Path> dropped = new HashMap<>();

        Roles(Exchange exchange) {
            this.exchange = exchange;
            this.mark = exchange.log().mark();
        }

        void add(Path jar, String role) {
            dropped.put(role, BundleJar.drop(jar, exchange, role + ".jar"));
        }

        void awaitIn() {
            dropped.keySet().forEach(role -> mark.await("callout " + role + " in", TO_DEPLOY));
        }

        @Override
        public void close() {
            ExchangeLog.Mark here = exchange.log().mark();
            dropped.forEach((role, jar) -> {
                try {
                    Files.deleteIfExists(jar);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
            dropped.keySet().forEach(role -> here.await("callout " + role + " out", TO_DEPLOY));
        }
    }
}
