// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Offer;
import org.strowger.api.config.Problem;
import org.strowger.api.sip.ListenerInfo;

/** A listener whose configuration changes. */
@Timeout(30)
class ListenerTest {
    private static final String PID = "org.strowger.sip~udp";

    private final BlockingQueue<Offer> offers = new LinkedBlockingQueue<>();
    private Endpoint endpoint;
    private int number;
    private Listener listener;

    @BeforeEach
    void start() throws IOException {
        endpoint = new Endpoint(Map.of());
        endpoint.bindSwitchboard(new Board(offers::add));
        number = EndpointFixture.freePort();
        listener = new Listener(properties("port", number), endpoint);
    }

    @AfterEach
    void stop() throws InterruptedException {
        listener.deactivate();
        assertThat(endpoint.refused()).isEmpty();
        assertThat(endpoint.listeners()).isEmpty();
        endpoint.deactivate();
    }

    private static Map<String, Object> properties(Object... pairs) {
        Map<String, Object> properties = new HashMap<>(
                Map.of("service.pid", PID, "felix.fileinstall.filename", "file:/opt/etc/org.strowger.sip-udp.cfg"));
        for (int i = 0; i < pairs.length; i += 2) {
            properties.put(pairs[i].toString(), pairs[i + 1]);
        }
        return properties;
    }

    private ListenerInfo info() {
        assertThat(endpoint.listeners()).hasSize(1);
        return endpoint.listeners().get(0);
    }

    private static void answersAt(int number) throws IOException {
        try (Phone phone = new Phone(number)) {
            phone.send(phone.request("OPTIONS", 1, Phone.branch(), Phone.branch(), ""));
            assertThat(phone.await("SIP/2.0").first()).isEqualTo("SIP/2.0 200 OK");
        }
    }

    @Test
    void aBadValueLeavesTheLastGoodListenerRunning() throws IOException {
        Map<String, Object> bad = properties("port", "70000", "host", "pbx.example");
        assertThat(endpoint.check(PID, bad)).hasSize(2);
        listener.modified(bad);
        assertThat(endpoint.refused())
                .containsExactly(
                        new Problem(
                                PID,
                                "org.strowger.sip-udp.cfg",
                                "host",
                                "'pbx.example' is not a numeric IPv4 or IPv6 address"),
                        new Problem(PID, "org.strowger.sip-udp.cfg", "port", "70000 is not between 1 and 65535"));
        assertThat(info().listening()).isTrue();
        answersAt(number);
        listener.modified(properties("port", number));
        assertThat(endpoint.refused()).isEmpty();
        answersAt(number);
    }

    @Test
    void aPortThatIsTakenLeavesTheOldListenerRunning() throws IOException {
        int taken;
        try (DatagramSocket holder = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            taken = holder.getLocalPort();
            listener.modified(properties("port", taken));
            assertThat(endpoint.refused()).hasSize(1).first().satisfies(problem -> {
                assertThat(problem.key()).isEqualTo("port");
                assertThat(problem.reason()).contains("in use").contains(Integer.toString(taken));
            });
            assertThat(info().port()).isEqualTo(number);
            answersAt(number);
        }
        listener.modified(properties("port", taken));
        assertThat(endpoint.refused()).isEmpty();
        answersAt(taken);
    }

    @Test
    void aFirstConfigurationThatIsBadIsSaidUntilItIsGood() throws IOException {
        listener.deactivate();
        listener = new Listener(properties("port", "none"), endpoint);
        assertThat(info().failure()).contains(endpoint.refused().get(0).toString());
        listener.modified(properties("port", number));
        assertThat(info().listening()).isTrue();
        assertThat(endpoint.refused()).isEmpty();
        answersAt(number);
    }

    @Test
    void anotherPortIsOpenBeforeTheOldOneCloses() throws Exception {
        int other = EndpointFixture.freePort();
        try (Phone phone = new Phone(number)) {
            phone.send(phone.request("INVITE", 1, Phone.branch(), "kept", "", EndpointFixture.SDP.text()));
            Offer offer = offers.poll(5, TimeUnit.SECONDS);
            BlockingQueue<LegEvent> events = new LinkedBlockingQueue<>();
            offer.executor().execute(() -> offer.leg().listen(events::add));
            listener.modified(properties("port", other));
            answersAt(other);
            offer.executor().execute(() -> offer.leg().answer(Optional.of(EndpointFixture.SDP)));
            String tag = phone.await("SIP/2.0 200").toTag();
            phone.send(phone.request("ACK", 1, Phone.branch(), "kept", tag));
            assertThat(events.poll(5, TimeUnit.SECONDS)).isInstanceOf(LegEvent.Confirmed.class);
            phone.send(phone.request("BYE", 2, Phone.branch(), "kept", tag));
            phone.await("SIP/2.0 200");
        }
    }

    @Test
    void anotherAddressOfTheSamePortWaitsForTheCallsThatGoOn() throws Exception {
        try (Phone phone = new Phone(number)) {
            phone.send(phone.request("INVITE", 1, Phone.branch(), "kept", "", EndpointFixture.SDP.text()));
            Offer offer = offers.poll(5, TimeUnit.SECONDS);
            listener.modified(properties("port", number, "host", "0.0.0.0"));
            assertThat(endpoint.refused()).hasSize(1).first().satisfies(problem -> assertThat(problem.reason())
                    .contains("calls that go on"));
            answersAt(number);
            offer.executor().execute(() -> offer.leg().hangup(Cause.of(Cause.By.US, 486)));
            phone.await("SIP/2.0 486");
        }
        EndpointFixture.eventually(
                () -> endpoint.tables().stream().noneMatch(table -> table.name().equals("legs") && table.size() > 0));
        listener.modified(properties("port", number, "host", "0.0.0.0"));
        assertThat(endpoint.refused()).isEmpty();
        assertThat(info().host()).isEqualTo("0.0.0.0");
        answersAt(number);
    }

    @Test
    void anAddressThatIsNotOursBringsTheOldListenerBack() throws IOException {
        listener.modified(properties("port", number, "host", "192.0.2.1"));
        assertThat(endpoint.refused()).hasSize(1);
        assertThat(info().host()).isEqualTo("127.0.0.1");
        answersAt(number);
    }

    @Test
    void anotherAdvertisedAddressKeepsTheSocket() throws IOException {
        listener.modified(properties("port", number, "advertised", "192.0.2.9"));
        assertThat(info().advertised()).isEqualTo("192.0.2.9");
        answersAt(number);
    }

    @Test
    void badNumbersOfTheStackLeaveTheLastGoodOnesInForce() throws IOException {
        endpoint.modified(Map.of("patience", "long", "call.threads", 3));
        assertThat(endpoint.refused()).extracting(Problem::key).containsExactly("patience");
        answersAt(number);
        endpoint.modified(Map.of("patience", "0", "call.threads", 3, "spare.threads", 1, "message.max", 2000));
        assertThat(endpoint.refused()).isEmpty();
        answersAt(number);
    }
}
