// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The phones of many calls that are up: one socket calls, one is called. Whatever the exchange asks of them by itself, it should not
 * have asked: a BYE that nobody sent fails the test.
 */
final class Talkers {
    /** What {@link Message#reply} puts into To. */
    static final String TAG = "wire-b";

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final Audio audio;
    private final Party calling;
    private final Party called;

    Talkers(Audio audio, RawPhone calling, RawPhone called) {
        this.audio = audio;
        this.calling = new Party(calling);
        this.called = new Party(called);
    }

    Audio audio() {
        return audio;
    }

    Party calling() {
        return calling;
    }

    Party called() {
        return called;
    }

    /** Fails when something was asked that nobody waited for. */
    void nothingWasAsked() {
        calling.drain();
        called.drain();
    }

    /** One of the two sockets. */
    static final class Party {
        private final RawPhone phone;
        private final Set<String> asked = new HashSet<>();

        private Party(RawPhone phone) {
            this.phone = phone;
        }

        RawPhone phone() {
            return phone;
        }

        String host() {
            return phone.local().host();
        }

        void send(Request request) {
            phone.send(request.text(phone));
        }

        Message ask(Request request) {
            send(request);
            return answerTo(request);
        }

        Message answerTo(Request request) {
            return await(
                    "an answer to " + request.method(),
                    message -> message.status() >= 200 && request.isAnsweredBy(message));
        }

        Message request(String method) {
            return await(
                    method, message -> !message.isResponse() && message.method().equals(method));
        }

        void accept(Message asked, String description) {
            phone.send(asked.accept(phone.local(), description));
        }

        void obey(Message asked) {
            phone.send(asked.reply(200, "OK"));
        }

        /** Where the other side says that it hears. */
        Peer audioOf(Message description) {
            String host = description.body().replaceAll("(?s).*\nc=IN IP4 (\\S+).*", "$1");
            return new Peer(host, Calls.port(description));
        }

        private Message await(String what, Predicate<Message> wanted) {
            long deadline = System.nanoTime() + SOON.toNanos();
            while (true) {
                Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
                Message message = phone.receive(left)
                        .orElseThrow(() -> new AssertionError("no " + what + " at " + phone.local()));
                if (wanted.test(message)) {
                    asked.add(id(message));
                    return message;
                }
                passOver(message);
            }
        }

        private void drain() {
            for (var message = phone.receive(AT_ONCE); message.isPresent(); message = phone.receive(AT_ONCE)) {
                passOver(message.get());
            }
        }

        private static String id(Message message) {
            return message.header("Call-ID") + " " + message.header("CSeq");
        }

        /** Provisional answers, and what is said twice, may be passed over. */
        private void passOver(Message message) {
            if (!message.isResponse() && !message.method().equals("ACK") && !asked.contains(id(message))) {
                throw new AssertionError("the exchange asks what nobody asked it to:\n" + message);
            }
        }
    }
}
