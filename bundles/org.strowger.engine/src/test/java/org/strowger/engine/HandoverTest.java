// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Limit;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Turn;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;
import org.strowger.testkit.FakeExchange;
import org.strowger.testkit.FakeLeg;
import org.strowger.testkit.FakeRequest;

/**
 * Calls whose engine is replaced before each of their steps, and again so that the step happens while there is none: nobody on the phone,
 * and nobody who reads the log, can tell it from a call that was left in peace.
 */
class HandoverTest extends EngineFixture {
    private static final Body EARLY = Body.sdp("early");

    /** A step of a scripted call, and its name for the report. */
    private record Step(String name, Consumer<HandoverTest> deed) {}

    /** @param steps the first makes the call */
    private record Script(String name, Consumer<HandoverTest> arrange, List<Step> steps) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What can be seen of a call from outside. */
    private record Seen(
            List<String> a,
            List<List<String>> bs,
            List<List<String>> ignored,
            List<String> answers,
            List<String> application,
            List<Integer> relaysClosed,
            List<String> lines) {}

    private final List<FakeExchange> exchanges = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private Leg own;

    // ---- the scripts

    private static Step step(String name, Consumer<HandoverTest> deed) {
        return new Step(name, deed);
    }

    private static Step wait(int seconds) {
        return step("wait " + seconds + " s", test -> test.after(Duration.ofSeconds(seconds)));
    }

    private static Step b(String name, int index, LegEvent event) {
        return step(name, test -> test.happens(test.b(index), event));
    }

    private static Step a(String name, LegEvent event) {
        return step(name, test -> test.happens(test.a, event));
    }

    private static LegEvent progressed(int code) {
        return new LegEvent.Progressed(Status.of(code), Optional.empty());
    }

    private static LegEvent ended(int code) {
        return new LegEvent.Ended(Cause.of(Cause.By.PEER, code));
    }

    private static final LegEvent ANSWERED = new LegEvent.Answered(Optional.of(ANSWER));
    private static final LegEvent ACK = new LegEvent.Confirmed(Optional.empty());
    private static final Step CALL = step("call", EngineFixture::call);

    private static Step asks(String name, boolean callee, String method, Body... body) {
        return step(name, test -> {
            FakeExchange exchange = FakeExchange.of(method, body);
            test.exchanges.add(exchange);
            test.happens(callee ? test.b() : test.a, new LegEvent.Asked(exchange));
        });
    }

    private static Step replies(String name, boolean callee, Optional<Body> body) {
        return step(name, test -> {
            (callee ? test.b() : test.a).reply(new SipReply(Status.OK, List.of(), body));
            test.settle();
        });
    }

    private static final Consumer<HandoverTest> EVERYBODY = EngineFixture::everybodyIsHere;

    static Stream<Script> scripts() {
        return Stream.of(answered(), unanswered(), applications(), transfers()).flatMap(one -> one);
    }

    private static Stream<Script> answered() {
        return Stream.of(
                new Script(
                        "talks, holds, refreshes without a description, and the callee hangs up",
                        EVERYBODY,
                        List.of(
                                CALL,
                                b("somebody is there", 0, progressed(100)),
                                b("rings", 0, progressed(180)),
                                wait(5),
                                b("early media", 0, new LegEvent.Progressed(Status.of(183), Optional.of(EARLY))),
                                b("rings again", 0, progressed(183)),
                                b("answers", 0, ANSWERED),
                                a("ack", ACK),
                                wait(60),
                                asks("hold", false, "INVITE", Body.sdp("hold")),
                                replies("held", true, Optional.of(ANSWER)),
                                a("ack of the hold", ACK),
                                asks("refresh", true, "INVITE"),
                                replies("refreshed with an offer", false, Optional.of(OFFER)),
                                b("ack with the answer", 0, new LegEvent.Confirmed(Optional.of(ANSWER))),
                                asks("digit", false, "INFO"),
                                replies("digit heard", true, Optional.empty()),
                                wait(10),
                                b("callee hangs up", 0, ended(200)))),
                new Script(
                        "is answered by the description of a 183, and the caller hangs up",
                        EVERYBODY,
                        List.of(
                                CALL,
                                b("early media", 0, new LegEvent.Progressed(Status.of(183), Optional.of(EARLY))),
                                b("answers", 0, new LegEvent.Answered(Optional.empty())),
                                wait(1),
                                a("caller hangs up", ended(200)))),
                new Script(
                        "has a delayed offer",
                        EVERYBODY,
                        List.of(
                                step("call", test -> test.call(FakeRequest.invite("1001", "1002"))),
                                b("answers with an offer", 0, ANSWERED),
                                a("ack with the answer", new LegEvent.Confirmed(Optional.of(Body.sdp("late")))),
                                a("caller hangs up", ended(200)))));
    }

    private static Stream<Script> unanswered() {
        return Stream.of(
                new Script(
                        "rings three phones, then another destination, for too long",
                        test -> {
                            test.known();
                            test.routed(to("1002", "first"), to("1003", "second"));
                            test.callout("first", 0, outgoing -> targets(3));
                            test.callout("second", 0, outgoing -> targets(1));
                            test.mediaIsHere();
                            test.endpointIsHere();
                        },
                        List.of(
                                CALL,
                                b("the second rings", 1, progressed(180)),
                                b("the first is out of order", 0, ended(503)),
                                b("the second too", 1, ended(503)),
                                b("the third times out", 2, ended(408)),
                                b("the other rings", 3, progressed(180)),
                                wait(59),
                                wait(1))),
                new Script(
                        "rings three phones, and the second takes it",
                        test -> {
                            test.everybodyIsHere();
                            test.callout("forking", 10, outgoing -> targets(3));
                        },
                        List.of(
                                CALL,
                                b("the first rings", 0, progressed(180)),
                                b("the third rings", 2, progressed(180)),
                                b("the third is busy", 2, ended(486)),
                                b("the second answers", 1, ANSWERED),
                                b("and hangs up", 1, ended(200)))),
                new Script(
                        "tries three servers, one fails, one is silent, and the last answers",
                        test -> {
                            test.everybodyIsHere();
                            test.callout(
                                    "trunk",
                                    10,
                                    outgoing -> new Reach.InTurn(
                                            IntStream.range(0, 3)
                                                    .mapToObj(i ->
                                                            new Turn(target(i), List.of(new Limit("trunk " + i, 1, 0))))
                                                    .toList(),
                                            Duration.ofSeconds(4)));
                        },
                        List.of(
                                CALL,
                                b("the first is out of order", 0, ended(503)),
                                wait(3),
                                wait(1),
                                b("the third is at work", 2, progressed(100)),
                                wait(5),
                                b("the third answers", 2, ANSWERED),
                                b("and hangs up", 2, ended(200)))),
                new Script(
                        "rings nobody, and the caller gives up",
                        EVERYBODY,
                        List.of(CALL, wait(31), a("caller gives up", ended(487)))),
                new Script("never rings", EVERYBODY, List.of(CALL, wait(31), wait(1))),
                new Script(
                        "waits for one after the other",
                        EngineFixture::endpointIsHere,
                        List.of(
                                CALL,
                                step("callin", EngineFixture::known),
                                wait(1),
                                step("router", test -> test.routed(to("1002"))),
                                step("callout", test -> test.callout("registrar", 0, outgoing -> targets(1))),
                                step("media", EngineFixture::mediaIsHere),
                                wait(2),
                                b("rings", 0, progressed(180)),
                                b("is busy", 0, ended(486)))),
                new Script("waits in vain", EngineFixture::endpointIsHere, List.of(CALL, wait(1), wait(1))));
    }

    private static Step refers(boolean callee) {
        return step("transfer", test -> {
            FakeExchange refer = TransferTest.refer("<sip:1003@example.com>");
            test.exchanges.add(refer);
            test.happens(callee ? test.b() : test.a, new LegEvent.Asked(refer));
        });
    }

    private static Step takes(boolean callee) {
        return step("offer taken", test -> {
            (callee ? test.b(0) : test.a).reply(new SipReply(Status.OK, List.of(), Optional.of(ANSWER)));
            test.settle();
        });
    }

    private static Stream<Script> transfers() {
        Step answered = b("answers", 0, ANSWERED);
        return Stream.of(
                new Script(
                        "is transferred by the callee, who waits",
                        EVERYBODY,
                        List.of(
                                CALL,
                                answered,
                                a("ack", ACK),
                                refers(true),
                                step("heard", test -> test.b(0).reply(SipReply.of(200))),
                                b("the target rings", 1, progressed(180)),
                                b("the target answers", 1, ANSWERED),
                                takes(false),
                                step("heard", test -> test.b(0).reply(SipReply.of(200))),
                                wait(5),
                                b("the target hangs up", 1, ended(200)))),
                new Script(
                        "is transferred by the caller, who leaves at once",
                        EVERYBODY,
                        List.of(
                                CALL,
                                answered,
                                a("ack", ACK),
                                refers(false),
                                a("the caller leaves", ended(200)),
                                b("the target rings", 1, progressed(180)),
                                b("the target answers", 1, ANSWERED),
                                takes(true),
                                wait(5),
                                b("the callee hangs up", 0, ended(200)))),
                new Script(
                        "is transferred to somebody who is busy",
                        EVERYBODY,
                        List.of(
                                CALL,
                                answered,
                                a("ack", ACK),
                                refers(true),
                                b("the callee leaves", 0, ended(200)),
                                b("the target is busy", 1, ended(486)))));
    }

    private static Stream<Script> applications() {
        return Stream.of(
                new Script(
                        "is taken by an application",
                        HandoverTest::application,
                        List.of(
                                CALL,
                                step("rings", test -> test.own.progress(Status.RINGING, Optional.empty())),
                                step("answers", test -> test.own.answer(Optional.of(ANSWER))),
                                a("ack", ACK),
                                asks("digit", false, "INFO"),
                                step("hangs up", test -> test.own.hangup(Cause.of(Cause.By.US, 200))))),
                new Script(
                        "is made by an application",
                        test -> {
                            test.everybodyIsHere();
                            test.callin("echo", 10, HandoverTest::ours);
                        },
                        List.of(
                                step("originate", HandoverTest::originate),
                                step("start", test -> test.own.start(Optional.of(OFFER))),
                                b("rings", 0, progressed(180)),
                                b("answers", 0, ANSWERED),
                                step("ack", test -> test.own.confirm(Optional.empty())),
                                wait(7),
                                step("hangs up", test -> test.own.hangup(Cause.of(Cause.By.US, 200))))));
    }

    private static Claim ours(org.strowger.api.call.Offer offer) {
        return offer.origin().isPresent()
                ? new Claim.Known(new Caller("100", "Echo test", "echo"))
                : new Claim.NotMine("not from here");
    }

    private void application() {
        known();
        routed(to("100"));
        endpointIsHere();
        callout(
                "echo",
                0,
                outgoing -> new Reach.Here((leg, offer) -> {
                    own = leg;
                    leg.listen(this::hears);
                }));
    }

    private void originate() {
        own = engine.originate(new Origination("echo", "100", "Echo test", "1002"));
        own.listen(this::hears);
    }

    private void hears(LegEvent event) {
        heard.add(
                event instanceof LegEvent.Ended ended
                        ? event.getClass().getSimpleName() + ended.cause()
                        : event.getClass().getSimpleName());
        if (event instanceof LegEvent.Asked asked) {
            asked.exchange().answer(SipReply.of(200));
        }
    }

    // ---- the comparison

    static Stream<Arguments> cuts() {
        return scripts().flatMap(script -> IntStream.range(1, script.steps().size())
                .boxed()
                .flatMap(at -> Stream.of(false, true)
                        .map(meanwhile ->
                                Arguments.of(script, at, script.steps().get(at).name(), meanwhile))));
    }

    @ParameterizedTest(name = "{0}: before {2}, {3}")
    @MethodSource("cuts")
    void isNotNoticed(Script script, int at, String before, boolean meanwhile) {
        Seen undisturbed = play(script, -1, false);
        nothingIsLeft();
        setUp();
        assertThat(play(script, at, meanwhile)).isEqualTo(undisturbed);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void isNotNoticedBeforeEveryStep(Script script) {
        Seen undisturbed = play(script, -1, false);
        nothingIsLeft();
        setUp();
        assertThat(play(script, Integer.MAX_VALUE, true)).isEqualTo(undisturbed);
    }

    /** @param at before which step the engine is replaced; before all but the first where there are not so many */
    private Seen play(Script script, int at, boolean meanwhile) {
        exchanges.clear();
        heard.clear();
        try (CallLines lines = new CallLines()) {
            script.arrange().accept(this);
            for (int i = 0; i < script.steps().size(); i++) {
                boolean cut = i == at || i > 0 && at == Integer.MAX_VALUE;
                if (cut) {
                    engineGoes();
                }
                if (cut && !meanwhile) {
                    engineComes();
                }
                script.steps().get(i).deed().accept(this);
                settle();
                if (cut && meanwhile) {
                    engineComes();
                }
            }
            assertThat(engine.calls()).isEmpty();
            assertThat(lines.lines()).hasSizeLessThanOrEqualTo(7);
            return new Seen(
                    a == null ? List.of() : a.story(),
                    endpoint.legs().stream().map(FakeLeg::story).toList(),
                    endpoint.legs().stream()
                            .map(leg ->
                                    leg.ignored().stream().map(Object::toString).toList())
                            .toList(),
                    exchanges.stream()
                            .map(one -> one.answered() + " " + one.ignored())
                            .toList(),
                    List.copyOf(heard),
                    media.closed(),
                    lines.lines());
        }
    }
}
