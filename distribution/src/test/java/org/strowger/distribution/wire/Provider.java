// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A provider where the exchange registers a line: a socket whose answers the test gives. */
final class Provider {
    /** The name of the line, by which the routes of the exchange under test call it. */
    static final String LINE = "sipchannel-provider";

    static final String FILE = "org.strowger." + LINE + ".cfg";

    private static final String HOST = "127.0.0.31";
    private static final String CHALLENGE =
            "WWW-Authenticate: Digest realm=\"provider.example\", nonce=\"" + Request.random() + "\", qop=\"auth\"";

    private final Lab lab;
    private final Peer local;
    private final Account account;
    private final Set<String> seen = new HashSet<>();
    private RawPhone socket;

    private Provider(Lab lab, Account account) {
        this.lab = lab;
        this.account = account;
        this.local = new Peer(HOST, FreePorts.next());
        open();
    }

    /** A provider that has an account for us: the number is that of an account here, so that calls in find somebody. */
    static Provider with(Lab lab, Account account) {
        return new Provider(lab, account);
    }

    Peer local() {
        return local;
    }

    RawPhone socket() {
        return socket;
    }

    /** Listens (again). */
    void open() {
        socket = lab.closeLater(RawPhone.udp(local, lab.exchange().udp()));
    }

    /** Speaks by another socket from now on. */
    void use(RawPhone other) {
        socket = other;
    }

    /** Leaves its address to a SIPp. */
    void close() {
        socket.close();
    }

    /** What the line's file says, and these lines besides. */
    String file(String... lines) {
        return "user = " + account.number() + "\npassword = " + account.password()
                + "\ndomain = provider.example\nregistrar = " + local + "\n" + String.join("\n", lines) + "\n";
    }

    /** Configures the line, until the answer is closed. */
    Exchange.Change line(String... lines) {
        return lab.exchange().configure(FILE, file(lines));
    }

    /** The next REGISTER, repetitions left out; empty where none comes in time. */
    Optional<Message> register(Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            Optional<Message> message = left.isNegative() ? Optional.empty() : socket.receive(left);
            if (message.isEmpty()) {
                return message;
            }
            boolean register =
                    !message.get().isResponse() && message.get().method().equals("REGISTER");
            if (register && seen.add(message.get().header("Via"))) {
                return message;
            }
        }
    }

    /** The next REGISTER, soon. */
    Message register() {
        return register(Duration.ofSeconds(15))
                .orElseThrow(() -> new AssertionError("no REGISTER at " + local + "; " + state()));
    }

    void answer(Message request, int status, String... lines) {
        socket.send(request.reply(status, "Answered", lines));
    }

    void challenge(Message register) {
        answer(register, 401, CHALLENGE);
    }

    void accept(Message register, int seconds) {
        answer(register, 200, "Contact: " + register.header("Contact") + ";expires=" + seconds);
    }

    /** Lets the line register, and waits until it knows; returns the REGISTER that was accepted. */
    Message registers(int seconds) {
        challenge(register());
        Message register = register();
        accept(register, seconds);
        await("the line is registered", () -> "registered".equals(field("state")));
        return register;
    }

    void await(String what, BooleanSupplier condition) {
        Await.until(() -> what + ": " + state(), Duration.ofSeconds(15), Duration.ofMillis(200), condition);
    }

    /** What {@code pbx:lines} says of the line. */
    private String state() {
        return lab.exchange().json("pbx:lines").toString();
    }

    /** A field of the line in {@code pbx:lines}; empty text where it is none. */
    String field(String name) {
        return lab.exchange().json("pbx:lines").asList().stream()
                .map(row -> row.getAsJsonObject())
                .filter(row -> row.get("line").getAsString().equals(LINE))
                .map(row -> row.get(name).isJsonNull() ? "" : row.get(name).getAsString())
                .findFirst()
                .orElse("");
    }
}
