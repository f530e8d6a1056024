// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A server of a carrier, by UDP: takes every REGISTER and OPTIONS, answers every INVITE alike, and counts. */
final class Server implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final RawPhone socket;
    private final Set<String> seen = new HashSet<>();
    private final List<String> heard = new ArrayList<>();
    private final Thread thread = new Thread(this::serve, "carrier's server");
    private volatile boolean closed;
    private volatile int answer = 486;
    private volatile String called = "";
    private volatile String from = "";

    private Server(RawPhone socket) {
        this.socket = socket;
        thread.setDaemon(true);
    }

    static Server start(Lab lab, Peer at) {
        Server made = new Server(RawPhone.udp(at, lab.exchange().udp()));
        made.thread.start();
        return lab.closeLater(made);
    }

    Peer local() {
        return socket.local();
    }

    /** How every INVITE is answered from now on; 0 for not at all, and nothing else is either. */
    Server answering(int status) {
        answer = status;
        return this;
    }

    /** How many requests of this method came, repetitions left out. */
    int heard(String method) {
        synchronized (heard) {
            return (int) heard.stream().filter(method::equals).count();
        }
    }

    /** The Request-URI of the last INVITE. */
    String called() {
        return called;
    }

    /** The From of the last INVITE. */
    String from() {
        return from;
    }

    void forget() {
        synchronized (heard) {
            heard.clear();
        }
    }

    private void serve() {
        while (!closed) {
            Optional<Message> message = socket.receive(LOOK);
            if (message.isPresent() && !message.get().isResponse()) {
                take(message.get());
            }
        }
        socket.close();
    }

    private void take(Message request) {
        String method = request.method();
        synchronized (heard) {
            if (seen.add(method + request.header("Via"))) {
                heard.add(method);
            }
        }
        if (method.equals("INVITE")) {
            called = request.uri();
            from = request.header("From");
        }
        if (answer == 0 || method.equals("ACK")) {
            return;
        }
        switch (method) {
            case "REGISTER" ->
                socket.send(request.reply(200, "OK", "Contact: " + request.header("Contact") + ";expires=600"));
            case "INVITE" ->
                socket.send(answer == 200 ? request.accept(socket.local()) : request.reply(answer, "Answered"));
            default -> socket.send(request.reply(200, "OK"));
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join(Duration.ofSeconds(5).toMillis());
    }
}
