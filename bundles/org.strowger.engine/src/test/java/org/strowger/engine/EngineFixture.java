// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.ServiceReference;
import org.strowger.api.audit.Table;
import org.strowger.api.call.Application;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Callin;
import org.strowger.api.call.Callout;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Claim;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Target;
import org.strowger.api.media.Media;
import org.strowger.api.route.Destination;
import org.strowger.api.route.Route;
import org.strowger.api.route.Router;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Status;
import org.strowger.testkit.FakeLeg;
import org.strowger.testkit.FakeOffer;
import org.strowger.testkit.FakeReference;
import org.strowger.testkit.FakeRequest;
import org.strowger.testkit.FakeWire;
import org.strowger.testkit.ManualExecutor;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

/**
 * An engine with nobody around it. Every test runs twice: with events that are heard while their cause is still being dealt with, as
 * a network leg's hang-up is, and with events that wait their turn, as those from the network do.
 */
@ParameterizedClass
@EnumSource(EngineFixture.Delivery.class)
abstract class EngineFixture {
    enum Delivery {
        AT_ONCE,
        LATER
    }

    static final Body OFFER = Body.sdp("offer");
    static final Body ANSWER = Body.sdp("answer");
    static final Caller ALICE = new Caller("1001", "Alice", "alice");

    @Parameter
    Delivery delivery;

    final StillClock clock = new StillClock();
    final ManualExecutor queue = new ManualExecutor();
    /** What the framework does for an engine when somebody is here, and when he goes. */
    private record Presence(Consumer<Engine> bind, Consumer<Engine> unbind) {}

    private final Map<Object, Presence> present = new LinkedHashMap<>();

    ManualScheduler timer = new ManualScheduler(clock);
    private Executor events;
    Engine engine;
    FakeEndpoint endpoint;
    FakeMedia media;
    FakeLeg a;
    private long services;

    @BeforeEach
    void setUp() {
        events = delivery == Delivery.AT_ONCE ? Runnable::run : queue;
        present.clear();
        timer = new ManualScheduler(clock);
        clock.set(StillClock.START);
        engine = new Engine(Settings.DEFAULT, clock, timer, timer::waiting);
        endpoint = new FakeEndpoint(events, queue);
        media = new FakeMedia();
        a = null;
    }

    /** Whatever became of the call, nothing of it may be left. */
    @AfterEach
    void nothingIsLeft() {
        for (CallInfo call : engine.calls()) {
            assertThat(engine.hangup(call.id(), Cause.of(Cause.By.US, 480))).isTrue();
        }
        settle();
        assertThat(engine.tables()).allSatisfy(table -> assertThat(table)
                .extracting(Table::size, Table::callIds)
                .as(table.name())
                .containsExactly(0L, java.util.Set.of()));
        assertThat(endpoint.legs()).allMatch(FakeLeg::ended);
        assertThat(endpoint.ends()).allMatch(FakeWire::ended);
        assertThat(a == null || a.ended()).isTrue();
        assertThat(media.closed()).allMatch(times -> times == 1);
    }

    // ---- who is there

    /** Alice may call, everybody is reached by one phone, and there is a relay. */
    final void everybodyIsHere() {
        known();
        routed(to("1002"));
        callout("registrar", 0, outgoing -> targets(1));
        mediaIsHere();
        endpointIsHere();
    }

    final ServiceReference<Callin> callin(String role, int ranking, Callin callin) {
        ServiceReference<Callin> reference = reference(role, ranking);
        isHere(reference, to -> to.bindCallin(reference, callin), from -> from.unbindCallin(reference));
        return reference;
    }

    final ServiceReference<Callin> known() {
        return callin("registrar", 0, offer -> new Claim.Known(ALICE));
    }

    final ServiceReference<Router> router(Router router) {
        ServiceReference<Router> reference = reference("router", 0);
        isHere(reference, to -> to.bindRouter(reference, router), from -> from.unbindRouter(reference));
        return reference;
    }

    final ServiceReference<Router> routed(Destination... destinations) {
        return router((query, trace) -> new Route.To(List.of(destinations), "line 1"));
    }

    final ServiceReference<Callout> callout(String role, int ranking, Callout callout) {
        ServiceReference<Callout> reference = reference(role, ranking);
        isHere(reference, to -> to.bindCallout(reference, callout), from -> from.unbindCallout(reference));
        return reference;
    }

    final ServiceReference<Media> mediaIsHere() {
        ServiceReference<Media> reference = reference("media", 0);
        FakeMedia service = media;
        isHere(reference, to -> to.bindMedia(reference, service), from -> from.unbindMedia(reference));
        return reference;
    }

    final void endpointIsHere() {
        isHere(endpoint, to -> to.bindEndpoint(endpoint), from -> from.unbindEndpoint(endpoint));
    }

    private void isHere(Object who, Consumer<Engine> bind, Consumer<Engine> unbind) {
        present.put(who, new Presence(bind, unbind));
        if (engine != null) {
            bind.accept(engine);
            settle();
        }
    }

    /** A service goes. */
    final void isGone(ServiceReference<?> reference) {
        Presence gone = present.remove(reference);
        if (engine != null) {
            gone.unbind().accept(engine);
            settle();
        }
    }

    /** A service goes in the course of something. */
    final void isGoneWithin(ServiceReference<?> reference) {
        present.remove(reference).unbind().accept(engine);
    }

    /** The engine goes, and there is none for a while. */
    final void engineGoes() {
        engine.layDown();
        settle();
        engine.deactivate();
        assertThat(engine.tables()).allMatch(table -> table.size() == 0);
        engine = null;
    }

    /** Another engine comes, and finds who is here. */
    final void engineComes() {
        timer = new ManualScheduler(clock);
        engine = new Engine(Settings.DEFAULT, clock, timer, timer::waiting);
        Presence sip = present.remove(endpoint);
        present.values().forEach(one -> one.bind().accept(engine));
        // the last, as the component's description has it
        if (sip != null) {
            present.put(endpoint, sip);
            sip.bind().accept(engine);
        }
        settle();
        timer.runDue();
        settle();
    }

    final <S> FakeReference<S> reference(String role, int ranking) {
        return new FakeReference<>(++services, ranking, Map.of(Callin.ROLE, role));
    }

    final ServiceReference<Application> application(String role, Application application) {
        ServiceReference<Application> reference = reference(role, 0);
        isHere(reference, to -> to.bindApplication(reference, application), from -> from.unbindApplication(reference));
        return reference;
    }

    static Destination to(String number) {
        return new Destination(number, "1001", Optional.empty());
    }

    static Destination to(String number, String via) {
        return new Destination(number, "1001", Optional.of(via));
    }

    static Reach targets(int count) {
        return new Reach.Targets(
                IntStream.range(0, count).mapToObj(EngineFixture::target).toList());
    }

    static Target target(int index) {
        SipUri uri = SipUri.of("1002", "192.0.2.8", 5060 + index);
        return new Target(
                uri, NameAddr.of(SipUri.ours("1001")), NameAddr.of(uri), Optional.empty(), List.of(), List.of());
    }

    static Reach unavailable(int code) {
        return new Reach.Unavailable(SipReply.of(code), "the test says so");
    }

    // ---- what happens

    final void settle() {
        queue.runAll();
    }

    final void call() {
        call(FakeRequest.invite("1001", "1002").body(OFFER));
    }

    final void call(FakeRequest invite) {
        callOn(legA(), invite);
    }

    final FakeLeg legA() {
        return FakeLeg.a("call-1", events);
    }

    final void callOn(FakeLeg leg, FakeRequest invite) {
        a = leg;
        endpoint.knows(leg);
        engine.offer(FakeOffer.of(invite, leg, queue));
        settle();
    }

    /** A call that has been answered by the one phone that rang. */
    final void talking() {
        everybodyIsHere();
        call();
        rings(b());
        answers(b());
    }

    final FakeLeg b() {
        return b(endpoint.legs().size() - 1);
    }

    final FakeLeg b(int index) {
        return endpoint.legs().get(index);
    }

    final void happens(FakeLeg leg, LegEvent event) {
        leg.fire(event);
        settle();
    }

    final void rings(FakeLeg leg) {
        happens(leg, new LegEvent.Progressed(Status.RINGING, Optional.empty()));
    }

    final void answers(FakeLeg leg) {
        happens(leg, new LegEvent.Answered(Optional.of(ANSWER)));
    }

    final void refuses(FakeLeg leg, int code) {
        happens(leg, new LegEvent.Ended(Cause.of(Cause.By.PEER, code)));
    }

    final void after(Duration time) {
        timer.advance(time);
        settle();
    }

    // ---- what is to be seen

    final CallState state() {
        assertThat(engine.calls()).hasSize(1);
        return engine.calls().get(0).state();
    }

    final void over() {
        assertThat(engine.calls()).isEmpty();
        assertThat(timer.waiting()).as("timers").isZero();
    }
}
