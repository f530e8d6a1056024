// SPDX-License-Identifier: Apache-2.0
package org.strowger.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A phone of text, written from RFC 3261 and not from the exchange's own code: transactions and dialogs, and a mind of its own about what
 * to do and when. A phone that has fallen silent neither hears nor says anything any more.
 */
abstract class Phone {
    static final long T1 = 500;
    static final long T2 = 4_000;
    static final long GIVE_UP = 64 * T1;

    final World world;
    final int call;
    final Random chance;
    private final String host;
    private final Map<String, Client> clients = new HashMap<>();
    private final Map<String, Server> servers = new HashMap<>();
    private final List<Talk> talks = new ArrayList<>();
    private boolean silent;
    private int counter;

    Phone(World world, int call, String host, Random chance) {
        this.world = world;
        this.call = call;
        this.host = host;
        this.chance = chance;
    }

    final String host() {
        return host;
    }

    final String contact() {
        return "sip:phone@" + host + ":5060";
    }

    final boolean silent() {
        return silent;
    }

    final void fallSilent() {
        if (!silent) {
            world.note(call, host + " falls silent");
            silent = true;
        }
    }

    final List<Talk> talks() {
        return talks;
    }

    final void after(long millis, Runnable deed) {
        world.after(millis, () -> {
            if (!silent) {
                deed.run();
            }
        });
    }

    /** A moment within a while, often an early one. */
    final long sometime(long within) {
        return chance.nextBoolean() ? chance.nextLong(within) : chance.nextLong(Math.max(1, within / 20));
    }

    final boolean perhaps(double likely) {
        return chance.nextDouble() < likely;
    }

    // ---- the wire

    static String text(String first, String body, String... lines) {
        StringBuilder text = new StringBuilder(first).append("\r\n");
        for (String line : lines) {
            text.append(line).append("\r\n");
        }
        if (!body.isEmpty()) {
            text.append("Content-Type: application/sdp\r\n");
        }
        return text.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    final String sdp() {
        return "v=0\r\no=- " + ++counter + " 1 IN IP4 " + host + "\r\ns=-\r\nc=IN IP4 " + host
                + "\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n";
    }

    final String branch() {
        return "z9hG4bK-" + host + "-" + ++counter;
    }

    final String via() {
        return "Via: SIP/2.0/UDP " + host + ":5060;rport;branch=" + branch();
    }

    final void send(String message) {
        if (!silent) {
            world.toExchange(this, message);
        }
    }

    /** Sends a request in a transaction of its own. */
    final Client ask(Client client) {
        clients.put(client.request().branch() + client.request().method(), client);
        client.send();
        return client;
    }

    final void receive(String text) {
        if (silent) {
            return;
        }
        Message message = Message.parse(text);
        if (!message.request()) {
            Client client = clients.get(message.branch() + message.cseqMethod());
            if (client != null) {
                client.responded(message);
            }
        } else if (message.method().equals("ACK")) {
            acknowledged(message);
            Server refused = servers.get(message.branch() + "INVITE");
            if (refused != null) {
                refused.acknowledged();
            } else {
                talks.stream().filter(talk -> talk.owns(message)).forEach(talk -> talk.acknowledged(message));
            }
        } else {
            Server known = servers.get(message.branch() + message.method());
            if (known != null) {
                cameAgain(message);
                known.again();
            } else {
                Server server = new Server(this, message);
                servers.put(message.branch() + message.method(), server);
                asked(message, server);
            }
        }
    }

    /** A request that the phone does not treat as phones do; false where it does. */
    boolean treats(Message request, Server server) {
        return false;
    }

    private void asked(Message request, Server server) {
        if (treats(request, server)) {
            return;
        }
        if (request.method().equals("CANCEL")) {
            Server invite = servers.get(request.branch() + "INVITE");
            if (invite == null) {
                server.respond(481, "none", "");
            } else {
                cancelled(server, invite);
            }
            return;
        }
        for (Talk talk : List.copyOf(talks)) {
            if (talk.owns(request)) {
                talk.asked(request, server);
                return;
            }
        }
        if (!request.toTag().isEmpty()) {
            server.respond(481, "none", "");
        } else {
            called(request, server);
        }
    }

    /** A request came that the phone has had already. */
    void cameAgain(Message request) {
        // counted by those that care
    }

    /** An ACK came, whatever it is for. */
    void acknowledged(Message ack) {
        // counted by those that care
    }

    /** A request outside of all dialogs. */
    abstract void called(Message request, Server server);

    /** A CANCEL of an INVITE that is known. */
    void cancelled(Server cancel, Server invite) {
        cancel.respond(200, "cancel", "");
        if (!invite.answered()) {
            invite.respond(487, "cancel", "");
        }
    }
}
