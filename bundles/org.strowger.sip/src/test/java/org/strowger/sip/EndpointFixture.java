// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Seat;
import org.strowger.api.call.Target;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

/** The whole bundle on loopback, with the test in the engine's place. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EndpointFixture {
    static final Body SDP = Body.sdp("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
    private static final long PATIENCE_SECONDS = 5;

    final BlockingQueue<Offer> offers = new LinkedBlockingQueue<>();
    Endpoint endpoint;
    Board board;
    Port port;

    /** A leg, its queue, and what it has said so far. */
    record Heard(Leg leg, Consumer<Runnable> executor, BlockingQueue<LegEvent> events) {
        /** Does something on the call's own executor, as the engine does. */
        void run(Consumer<Leg> deed) {
            executor.accept(() -> deed.accept(leg));
        }

        LegEvent next() throws InterruptedException {
            LegEvent event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(event).as("an event of the leg").isNotNull();
            return event;
        }

        <E extends LegEvent> E next(Class<E> kind) throws InterruptedException {
            LegEvent event = next();
            assertThat(event).isInstanceOf(kind);
            return kind.cast(event);
        }
    }

    /** What the endpoint is configured to. */
    Map<String, Object> settings() {
        return Map.of("patience", 1000);
    }

    /** One stack for all tests of a class: to stop it takes a second. */
    @BeforeAll
    void start() throws IOException {
        endpoint = new Endpoint(settings());
        port = endpoint.sockets().open(new ListenerSpec("udp", Transport.UDP, "127.0.0.1", freePort(), ""));
        board = new Board(offers::add);
        endpoint.bindSwitchboard(board);
    }

    @AfterAll
    void stop() throws InterruptedException {
        endpoint.deactivate();
    }

    @AfterEach
    void nobodyCalledUnheard() {
        assertThat(offers).isEmpty();
    }

    static int freePort() throws IOException {
        for (int attempt = 0; attempt < 20; attempt++) {
            try (DatagramSocket udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                    ServerSocket tcp = new ServerSocket(udp.getLocalPort(), 1, InetAddress.getLoopbackAddress())) {
                return tcp.getLocalPort();
            } catch (IOException taken) {
                assertThat(taken).isNotNull();
            }
        }
        throw new IOException("no port is free for both UDP and TCP");
    }

    int number() {
        return port.portNumber();
    }

    /** The next call from the network, taken. */
    Heard offered() throws InterruptedException {
        Offer offer = offers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(offer).as("an offer").isNotNull();
        return heard(offer.leg(), offer.executor()::execute);
    }

    /** A call to a phone, started with an offer or without. */
    Heard calling(Phone phone, Optional<Body> offer) {
        return calling(new Flow(Transport.UDP, "127.0.0.1", phone.port(), "udp"), offer);
    }

    Heard calling(Flow flow, Optional<Body> offer) {
        SipUri uri = SipUri.of("1002", "127.0.0.1", flow.port());
        Target target = new Target(
                uri, NameAddr.of(SipUri.ours("1001")), NameAddr.of(uri), Optional.of(flow), List.of(), List.of());
        Seat seat = endpoint.seat();
        Leg leg = endpoint.invite(new Invitation(seat.callId(), target, 69), seat.executor());
        Heard heard = heard(leg, seat.executor()::execute);
        heard.run(self -> self.start(offer));
        return heard;
    }

    private static Heard heard(Leg leg, Consumer<Runnable> executor) {
        Heard heard = new Heard(leg, executor, new LinkedBlockingQueue<>());
        heard.run(self -> self.listen(heard.events()::add));
        return heard;
    }

    /** No call, and nothing that is still being seen to its end. */
    void nothingIsLeft() {
        eventually(() -> endpoint.tables().stream()
                .filter(table -> table.name().startsWith("legs") || table.name().equals("invites"))
                .allMatch(table -> table.size() == 0));
    }

    /** No call; a leg of one may still wait for an answer that never comes. */
    void noCallIsLeft() {
        eventually(() -> endpoint.tables().stream()
                .filter(table -> table.name().equals("legs"))
                .allMatch(table -> table.size() == 0));
    }

    static void eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it did not come in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
