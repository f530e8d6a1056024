// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Invitation;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Offer;
import org.strowger.api.call.Seat;
import org.strowger.api.call.Target;
import org.strowger.api.call.Wire;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.ListenerInfo;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

/** Its life: sockets that cannot be had, listeners that come and go, and its end. */
@Timeout(30)
class EndpointTest {
    private final BlockingQueue<Offer> offers = new LinkedBlockingQueue<>();
    private Endpoint endpoint;
    private boolean stopped;

    @BeforeEach
    void start() {
        endpoint = new Endpoint(Map.of());
        endpoint.bindSwitchboard(new Board(offers::add));
    }

    /** The stack cannot be told to be quick, but it must not take for ever. */
    @AfterEach
    void stopsInABoundedTime() throws InterruptedException {
        if (stopped) {
            return;
        }
        long began = System.nanoTime();
        endpoint.deactivate();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isLessThan(6_000);
    }

    private static ListenerSpec spec(String name, Transport transport, int port) {
        return new ListenerSpec(name, transport, "127.0.0.1", port, "");
    }

    private static String options(Phone phone) throws IOException {
        phone.send(phone.request("OPTIONS", 1, Phone.branch(), Phone.branch(), ""));
        return phone.await("SIP/2.0").first();
    }

    private Leg invite(String uri, Optional<Flow> flow, String... routes) {
        Target target = new Target(
                SipUri.parse(uri),
                NameAddr.of(SipUri.ours("1")),
                NameAddr.of(SipUri.parse(uri)),
                flow,
                List.of(routes),
                List.of());
        return endpoint.invite(new Invitation("call", target, 70), Runnable::run);
    }

    @Test
    void aPortThatIsTakenIsSaidSoAndCanBeHadLater() throws Exception {
        int number = EndpointFixture.freePort();
        ListenerSpec udp = spec("udp", Transport.UDP, number);
        ListenerSpec tcp = spec("tcp", Transport.TCP, number);
        try (DatagramSocket holder = new DatagramSocket(number, InetAddress.getLoopbackAddress());
                ServerSocket listening = new ServerSocket(number, 1, InetAddress.getLoopbackAddress())) {
            assertThat(holder.isBound() && listening.isBound()).isTrue();
            assertThatThrownBy(() -> endpoint.sockets().open(udp))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use");
            assertThatThrownBy(() -> endpoint.sockets().open(tcp))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use");
        }
        assertThat(endpoint.listeners()).hasSize(2).allMatch(info -> info.failure()
                .isPresent());
        endpoint.sockets().open(udp);
        endpoint.sockets().open(tcp);
        assertThat(endpoint.listeners()).extracting(ListenerInfo::name).containsExactly("tcp", "udp");
        assertThat(endpoint.listeners()).allMatch(ListenerInfo::listening);
        try (Phone phone = new Phone(number)) {
            assertThat(options(phone)).isEqualTo("SIP/2.0 200 OK");
        }
    }

    @Test
    void aListenerThatIsClosedFreesItsPort() throws Exception {
        for (Transport transport : List.of(Transport.UDP, Transport.TCP)) {
            int number = EndpointFixture.freePort();
            for (int i = 0; i < 3; i++) {
                endpoint.sockets().close(endpoint.sockets().open(spec("again", transport, number)));
            }
            Port port = endpoint.sockets().open(spec("last", transport, number));
            assertThat(port.portNumber()).isEqualTo(number);
        }
    }

    @Test
    void aListenerThatIsTakenAwayKeepsItsSocketForItsCallAndTakesNoOther() throws Exception {
        Port port = endpoint.sockets().open(spec("udp", Transport.UDP, EndpointFixture.freePort()));
        try (Phone phone = new Phone(port.portNumber())) {
            phone.send(phone.request("INVITE", 1, Phone.branch(), "kept", "", EndpointFixture.SDP.text()));
            Offer offer = offers.poll(5, TimeUnit.SECONDS);
            BlockingQueue<LegEvent> events = new LinkedBlockingQueue<>();
            offer.executor().execute(() -> {
                offer.leg().listen(events::add);
                offer.leg().answer(Optional.of(EndpointFixture.SDP));
            });
            String tag = phone.await("SIP/2.0 200").toTag();
            phone.send(phone.request("ACK", 1, Phone.branch(), "kept", tag));
            assertThat(events.poll(5, TimeUnit.SECONDS)).isInstanceOf(LegEvent.Confirmed.class);
            endpoint.sockets().close(port);
            assertThat(options(phone)).startsWith("SIP/2.0 503");
            phone.send(phone.request("BYE", 2, Phone.branch(), "kept", tag));
            phone.await("SIP/2.0 200");
            EndpointFixture.eventually(() -> bindable(port.portNumber()));
        }
    }

    private static boolean bindable(int number) {
        try (DatagramSocket socket = new DatagramSocket(number, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    @Test
    void everyCallIsEndedWhenItStops() throws Exception {
        Port port = endpoint.sockets().open(spec("udp", Transport.UDP, EndpointFixture.freePort()));
        try (Phone phone = new Phone(port.portNumber())) {
            phone.send(phone.request("INVITE", 1, Phone.branch(), "ringing", "", EndpointFixture.SDP.text()));
            Offer offer = offers.poll(5, TimeUnit.SECONDS);
            assertThat(offer).isNotNull();
            endpoint.deactivate();
            assertThat(phone.await("SIP/2.0 503").all("Retry-After")).hasSize(1);
        }
    }

    @Test
    void aCallThatTalksHasItsByeAndBothEndsOfAWireHearOfItsEndWhenItStops() throws Exception {
        Port port = endpoint.sockets().open(spec("udp", Transport.UDP, EndpointFixture.freePort()));
        LegAddresses addresses = new LegAddresses("127.0.0.1", "127.0.0.1", "127.0.0.1");
        BlockingQueue<LegEvent> events = new LinkedBlockingQueue<>();
        try (Phone phone = new Phone(port.portNumber())) {
            phone.send(phone.request("INVITE", 1, Phone.branch(), "talking", "", EndpointFixture.SDP.text()));
            Offer offer = offers.poll(5, TimeUnit.SECONDS);
            Seat seat = new Seat(offer.callId(), offer.executor());
            Wire wire = endpoint.wire(seat, addresses, "7000", Leg.Side.A, Duration.ofSeconds(5));
            BlockingQueue<LegEvent> application = new LinkedBlockingQueue<>();
            BlockingQueue<LegEvent> engine = new LinkedBlockingQueue<>();
            offer.executor().execute(() -> {
                offer.leg().listen(events::add);
                offer.leg().answer(Optional.of(EndpointFixture.SDP));
                wire.answering().listen(application::add);
                wire.calling().listen(engine::add);
                wire.calling().start(Optional.empty());
            });
            String tag = phone.await("SIP/2.0 200").toTag();
            phone.send(phone.request("ACK", 1, Phone.branch(), "talking", tag));
            assertThat(events.poll(5, TimeUnit.SECONDS)).isInstanceOf(LegEvent.Confirmed.class);
            assertThat(application.poll(5, TimeUnit.SECONDS)).isInstanceOf(LegEvent.Invited.class);
            endpoint.deactivate();
            stopped = true;
            phone.await("BYE");
            assertThat(events).hasSize(1).first().isInstanceOf(LegEvent.Ended.class);
            assertThat(application).hasSize(1).first().isInstanceOf(LegEvent.Ended.class);
            assertThat(engine).hasSize(1).first().isInstanceOf(LegEvent.Ended.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sip:1@pbx.example, , is no numeric address",
        "sip:1@192.0.2.8;transport=tcp, , no tcp listener",
        "sip:1@192.0.2.8;transport=ws, , unknown transport 'ws'",
        "sips:1@192.0.2.8, , no tls listener",
        "sip:1@[2001:db8::1], , no udp listener",
        "sip:1@192.0.2.8, <sip:proxy.example;lr>, is no numeric address",
        "sip:1@192.0.2.8, <sip:, is not a SIP URI",
        "sip:1@192.0.2.8, <nonsense>, is not a SIP URI",
    })
    void aTargetThatNoWayLeadsToEndsItsLegWhenItStarts(String uri, String route, String why) throws Exception {
        endpoint.sockets().open(spec("udp", Transport.UDP, EndpointFixture.freePort()));
        Leg leg = route == null ? invite(uri, Optional.empty()) : invite(uri, Optional.empty(), route);
        List<LegEvent> events = new java.util.ArrayList<>();
        leg.listen(events::add);
        leg.start(Optional.empty());
        leg.hangup(Cause.of(Cause.By.US, 487));
        assertThat(events).containsExactly(new LegEvent.Ended(Cause.of(Cause.By.FAULT, 503)));
        assertThat(leg).extracting("why").asString().contains(why);
    }

    @Test
    void aTargetThatCannotBeWrittenEndsItsLegWhenItStarts() throws Exception {
        Port port = endpoint.sockets().open(spec("udp", Transport.UDP, EndpointFixture.freePort()));
        Flow flow = new Flow(Transport.UDP, "127.0.0.1", port.portNumber(), "udp");
        Target target = new Target(
                new SipUri("sip", "a b<c>", "h", 0, ""),
                NameAddr.of(SipUri.ours("1")),
                NameAddr.of(SipUri.ours("2")),
                Optional.of(flow),
                List.of("<<<"),
                List.of());
        Leg leg = endpoint.invite(new Invitation("call", target, 70), Runnable::run);
        List<LegEvent> events = new java.util.ArrayList<>();
        leg.listen(events::add);
        leg.start(Optional.empty());
        assertThat(events).hasSize(1).allMatch(LegEvent.Ended.class::isInstance);
        assertThat(endpoint.tables()).anyMatch(table -> table.name().equals("legs") && table.size() == 0);
    }
}
