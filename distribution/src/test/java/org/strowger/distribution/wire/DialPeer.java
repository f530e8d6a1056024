// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many phones behind one UDP socket, and a book of what each call came to. What is called {@code busy} is refused, and so on by the
 * Request-URI's user: see {@link #invited}. A number behind it is how many milliseconds each step takes.
 */
final class DialPeer implements AutoCloseable {
    private static final int LONGEST = 65_535;

    private final Peer local = new Peer("127.0.0.1", FreePorts.next());
    private final DatagramSocket socket;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Call> calls = new ConcurrentHashMap<>();

    /** What a phone saw of one call. All on the timer's thread, but read by tests. */
    static final class Call {
        final Message invite;
        private final InetSocketAddress from;
        final AtomicInteger provisionals = new AtomicInteger();
        volatile int finalStatus;
        final AtomicInteger acks = new AtomicInteger();
        final AtomicInteger cancels = new AtomicInteger();
        final AtomicInteger byes = new AtomicInteger();
        final AtomicInteger byesAnswered = new AtomicInteger();

        private String last = "";

        Call(Message invite, InetSocketAddress from) {
            this.invite = invite;
            this.from = from;
        }

        /** Whether both ends agree that it is over: refused, or answered and ended by a BYE of either. */
        boolean over() {
            return finalStatus >= 300 && acks.get() > 0
                    || finalStatus == 200 && acks.get() > 0 && (byes.get() > 0 || byesAnswered.get() > 0);
        }

        @Override
        public String toString() {
            return invite.uri() + " final " + finalStatus + ", " + acks + " ACK, " + cancels + " CANCEL, " + byes
                    + " BYE, " + byesAnswered + " answered";
        }
    }

    DialPeer() {
        try {
            socket = new DatagramSocket(new InetSocketAddress(local.host(), local.port()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread reader = new Thread(this::read, "dial-peer");
        reader.setDaemon(true);
        reader.start();
    }

    Peer local() {
        return local;
    }

    String uri(String user) {
        return "sip:" + user + "@" + local;
    }

    Map<String, Call> calls() {
        return calls;
    }

    private void read() {
        DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        while (!socket.isClosed()) {
            try {
                packet.setLength(LONGEST);
                socket.receive(packet);
            } catch (IOException closed) {
                return;
            }
            String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            InetSocketAddress from = (InetSocketAddress) packet.getSocketAddress();
            timer.execute(() -> came(Message.parse(text), from));
        }
    }

    private void came(Message message, InetSocketAddress from) {
        String id = message.header("Call-ID");
        Call call = calls.get(id);
        if (message.isResponse()) {
            if (call != null && message.method().equals("BYE")) {
                call.byesAnswered.incrementAndGet();
            }
            return;
        }
        switch (message.method()) {
            case "INVITE" -> {
                if (call == null) {
                    Call made = new Call(message, from);
                    calls.put(id, made);
                    invited(made);
                } else if (!call.last.isEmpty()) {
                    send(call, call.last);
                }
            }
            case "ACK" -> call.acks.incrementAndGet();
            case "CANCEL" -> {
                call.cancels.incrementAndGet();
                send(call, message.reply(200, "OK"));
                cancelled(call);
            }
            case "BYE" -> {
                call.byes.incrementAndGet();
                send(call, message.reply(200, "OK"));
            }
            default -> send(call, message.reply(405, "Method Not Allowed"));
        }
    }

    private static String kind(Call call) {
        return call.invite.uri().replaceAll("^sip:([a-z]+).*", "$1");
    }

    private static long pause(Call call) {
        String digits = call.invite.uri().replaceAll("^sip:[a-z]+(\\d*)@.*", "$1");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    private void invited(Call call) {
        long pause = pause(call);
        switch (kind(call)) {
            case "busy" -> later(pause, () -> finish(call, 486, "Busy Here"));
            case "fails" -> later(pause, () -> finish(call, 503, "Service Unavailable"));
            case "rings", "races" -> later(pause, () -> provisional(call, 180, "Ringing"));
            case "answers", "ends" -> {
                later(pause, () -> provisional(call, 180, "Ringing"));
                later(2 * pause, () -> accept(call));
            }
            case "mute" -> later(pause, () -> finish(call, 200, "OK", "Contact: <sip:" + local + ">"));
            default -> finish(call, 404, "Not Found");
        }
    }

    private void later(long millis, Runnable step) {
        timer.schedule(step, millis, TimeUnit.MILLISECONDS);
    }

    private void provisional(Call call, int status, String phrase) {
        if (call.finalStatus == 0) {
            call.provisionals.incrementAndGet();
            call.last = call.invite.reply(status, phrase);
            send(call, call.last);
        }
    }

    private void cancelled(Call call) {
        if (kind(call).equals("races")) {
            accept(call);
        } else {
            finish(call, 487, "Request Terminated");
        }
    }

    private void accept(Call call) {
        if (call.finalStatus == 0) {
            call.finalStatus = 200;
            call.last = call.invite.accept(local);
            send(call, call.last);
            again(call);
        }
    }

    private void finish(Call call, int status, String phrase, String... lines) {
        if (call.finalStatus == 0) {
            call.finalStatus = status;
            call.last = call.invite.reply(status, phrase, lines);
            send(call, call.last);
            again(call);
        }
    }

    /** A final answer is repeated until it is acknowledged; then a phone that {@code ends} hangs up. */
    private void again(Call call) {
        later(500, () -> {
            if (call.acks.get() == 0) {
                send(call, call.last);
                again(call);
            } else if (call.finalStatus == 200 && kind(call).equals("ends") && call.byes.get() == 0) {
                send(call, bye(call));
            }
        });
    }

    private String bye(Call call) {
        Message invite = call.invite;
        return "BYE " + invite.header("Contact").replaceAll("^.*<|>.*$", "") + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP " + local + ";branch=z9hG4bK-" + Request.random() + ";rport\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: " + invite.header("To") + ";tag=wire-b\r\n"
                + "To: " + invite.header("From") + "\r\n"
                + "Call-ID: " + invite.header("Call-ID") + "\r\n"
                + "CSeq: 1 BYE\r\n"
                + "Content-Length: 0\r\n\r\n";
    }

    private void send(Call call, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            socket.send(new DatagramPacket(
                    bytes, bytes.length, InetAddress.getByName(call.from.getHostString()), call.from.getPort()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        socket.close();
        timer.shutdownNow();
    }
}
