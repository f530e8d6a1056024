// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.LegInfo;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Switchboard;
import org.strowger.api.call.Wire;
import org.strowger.api.dial.DialEvent;
import org.strowger.api.dial.DialListener;
import org.strowger.api.dial.DialOutcome;
import org.strowger.api.dial.DialRequest;
import org.strowger.api.dial.DialTarget;
import org.strowger.api.dial.EstablishedLeg;
import org.strowger.api.dial.HangupReason;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Status;
import org.strowger.testkit.FakeWire;
import org.strowger.testkit.ManualExecutor;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

/** A dialler, with an exchange that a test plays. */
abstract class DiallerFixture {
    static final Body ANSWER = Body.sdp("v=0\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n");
    static final LegInfo SENT =
            new LegInfo(Leg.Side.B, "calling", "udp:192.0.2.7:5060", "sip:1001@192.0.2.7", "id-1", "", "", 0);
    static final LegInfo TALKS = new LegInfo(
            Leg.Side.B,
            "answered",
            "udp:192.0.2.7:5060",
            "sip:1001@192.0.2.7",
            "id-1",
            "<sip:a>;tag=1",
            "<sip:b>;tag=2",
            1);

    final StillClock clock = new StillClock();
    ManualScheduler timer;
    final ManualExecutor queue = new ManualExecutor();
    final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    final List<Origination> originations = new ArrayList<>();
    final List<Wire> wires = new ArrayList<>();
    /** What the exchange's end of the last call heard. */
    final List<LegEvent> exchange = new ArrayList<>();

    final OutboundSettings settings = new OutboundSettings(Map.of());
    Outbound dialler = outbound();

    final class Ear implements DialListener {
        @Override
        public void event(DialEvent event) {
            heard.add(event.state().label() + " " + event.statusCode() + " " + event.reason() + " " + event.callId());
        }

        @Override
        public void established(EstablishedLeg leg) {
            heard.add("up " + leg.callId() + " " + leg.fromHeader() + leg.toHeader() + leg.inviteCSeq());
        }

        @Override
        public void adopted(String before, String after, String correlation) {
            heard.add("adopted " + before + " " + after + " " + correlation);
        }

        @Override
        public void removed(String callId, HangupReason reason) {
            heard.add("removed " + callId + " " + reason.label());
        }
    }

    Outbound outbound() {
        timer = new ManualScheduler(clock);
        Outbound made = new Outbound(
                settings,
                clock,
                () -> Duration.between(StillClock.START, clock.instant()).toNanos(),
                timer,
                Executors.newSingleThreadExecutor());
        made.bindListener(new Ear());
        made.switchboards = switchboards();
        return made;
    }

    ComponentServiceObjects<Switchboard> switchboards() {
        Switchboard switchboard = (Switchboard) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Switchboard.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("originate");
                    originations.add((Origination) arguments[0]);
                    Wire wire = FakeWire.of(
                            "call-" + originations.size(),
                            queue,
                            new LegAddresses("127.0.0.1", "127.0.0.1", "127.0.0.1"),
                            "1001");
                    wires.add(wire);
                    return wire.calling();
                });
        return new ComponentServiceObjects<>() {
            @Override
            public Switchboard getService() {
                return switchboard;
            }

            @Override
            public void ungetService(Switchboard service) {
                // one for all
            }

            @Override
            public ServiceReference<Switchboard> getServiceReference() {
                throw new UnsupportedOperationException();
            }
        };
    }

    @AfterEach
    void stop() throws InterruptedException {
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> {
            try {
                dialler.deactivate();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
        while (!stopped.isDone()) {
            queue.runAll();
            Thread.onSpinWait();
        }
        stopped.join();
    }

    DialRequest.Builder request() {
        return DialRequest.to(DialTarget.of(SipUri.parse("sip:1001@192.0.2.7")))
                .callId("id-1")
                .correlation("corr");
    }

    Leg dial(DialRequest request) {
        assertThat(dialler.dial(request)).isEqualTo(DialOutcome.done(request.callId()));
        timer.runDue();
        queue.runAll();
        Leg far = wires.get(wires.size() - 1).answering();
        far.listen(event -> {
            if (!(event instanceof LegEvent.Invited)) {
                exchange.add(event);
            }
        });
        return far;
    }

    void report(Leg far, LegInfo info, int status) {
        far.report(info, status == 0 ? Optional.empty() : Optional.of(Status.of(status)));
        queue.runAll();
    }

    Leg answered(DialRequest request, Body answer) {
        Leg far = dial(request);
        report(far, SENT, 0);
        report(far, TALKS, 200);
        far.answer(Optional.ofNullable(answer));
        queue.runAll();
        return far;
    }

    void expect(String... lines) throws InterruptedException {
        for (String line : lines) {
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(line);
        }
    }

    void nothingMore() {
        assertThat(heard).isEmpty();
    }

    boolean did(Predicate<LegEvent> what) {
        queue.runAll();
        return exchange.stream().anyMatch(what);
    }

    static boolean hungUp(LegEvent event) {
        return event instanceof LegEvent.Ended;
    }

    static boolean confirmed(LegEvent event) {
        return event instanceof LegEvent.Confirmed;
    }

    /** Lets what other threads ask of the call's queue happen, until something is so. */
    void awaitTask(java.util.function.BooleanSupplier so) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            queue.runAll();
            Thread.onSpinWait();
        }
    }
}
