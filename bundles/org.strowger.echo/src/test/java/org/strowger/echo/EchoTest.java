// SPDX-License-Identifier: Apache-2.0
package org.strowger.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.strowger.echo.FakePort.ANSWER;
import static org.strowger.echo.FakePort.OFFER;
import static org.strowger.echo.FakePort.REFUSED;
import static org.strowger.echo.FakePort.THEIRS;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Switchboard;
import org.strowger.api.media.Media;
import org.strowger.api.media.MediaPort;
import org.strowger.api.media.Relay;
import org.strowger.api.route.Destination;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;
import org.strowger.testkit.FakeExchange;
import org.strowger.testkit.FakeLeg;
import org.strowger.testkit.FakeOffer;
import org.strowger.testkit.FakeRequest;
import org.strowger.testkit.LegDeed;
import org.strowger.testkit.ManualExecutor;

class EchoTest {
    private final FakeLeg a = FakeLeg.a("call-1", Runnable::run).asLocal();
    private final FakeLeg b = FakeLeg.b("call-2", Runnable::run).asLocal();
    private final FakePort port = new FakePort();
    private final List<Origination> originations = new ArrayList<>();
    private final List<Map<String, Object>> memories = new ArrayList<>();
    private final EchoNumber number = new EchoNumber(Map.of());
    private final Echo echo = echo();

    @Test
    void itsNumberIsReachedHereAndNoOther() {
        assertThat(echo.reach(outgoing("9196"))).isEqualTo(new Reach.Here(echo));
        assertThat(echo.reach(outgoing("91961"))).isInstanceOf(Reach.NotMine.class);
    }

    @Test
    void itKnowsItselfAsACallerAndNobodyElse() {
        FakeRequest invite = FakeRequest.invite("9196", "1001");
        assertThat(echo.claim(FakeOffer.by("echo", invite)))
                .isEqualTo(new Claim.Known(new Caller("9196", "Echo", "echo")));
        assertThat(echo.claim(FakeOffer.by("distributor-sales", invite))).isInstanceOf(Claim.NotMine.class);
        assertThat(echo.claim(FakeOffer.of(invite))).isInstanceOf(Claim.NotMine.class);
    }

    @Test
    void aCallIsRungAndAnswered() {
        invite(THEIRS);
        assertThat(a.deeds())
                .containsExactly(
                        new LegDeed.Progress(Status.RINGING, Optional.empty()),
                        new LegDeed.Answer(Optional.of(ANSWER)));
        assertThat(port.story()).containsExactly("answer theirs");
    }

    @Test
    void anInviteWithoutADescriptionIsAnsweredWithAnOfferAndTheAckBringsTheAnswer() {
        echo.invited(a, FakeOffer.of(FakeRequest.invite("1001", "9196")));
        assertThat(a.last(LegDeed.Answer.class)).contains(new LegDeed.Answer(Optional.of(OFFER)));
        a.fire(new LegEvent.Confirmed(Optional.of(THEIRS)));
        assertThat(port.story()).containsExactly("offer", "accept theirs");
    }

    @Test
    void anAckWithoutADescriptionChangesNothing() {
        invite(THEIRS);
        a.fire(new LegEvent.Confirmed(Optional.empty()));
        assertThat(port.story()).containsExactly("answer theirs");
    }

    @Test
    void whatMediaRefusesEndsTheCallWithItsStatusAndClosesThePort() {
        invite(REFUSED);
        assertThat(a.story()).containsExactly("progress 180 Ringing", "hangup US 488 Not Acceptable Here");
        assertThat(port.story()).containsExactly("close");
    }

    @Test
    void thePortClosesWithTheCall() {
        invite(THEIRS);
        a.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(port.story()).endsWith("close");
    }

    @Test
    void aReinviteIsAnsweredFromTheSamePort() {
        invite(THEIRS);
        assertThat(ask("INVITE", THEIRS))
                .isEqualTo(new SipReply(SipReply.of(200).status(), List.of(), Optional.of(ANSWER)));
        assertThat(ask("INVITE").body()).contains(OFFER);
        assertThat(ask("UPDATE", THEIRS).body()).contains(ANSWER);
        assertThat(ask("INVITE", REFUSED)).isEqualTo(SipReply.of(488));
        assertThat(a.ended()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INFO", "OPTIONS", "UPDATE"})
    void otherQuestionsGetABareYes(String method) {
        invite(THEIRS);
        assertThat(ask(method)).isEqualTo(SipReply.of(200));
    }

    @Test
    void aMethodThatItDoesNotKnowIsNotAllowed() {
        invite(THEIRS);
        assertThat(ask("REFER")).isEqualTo(SipReply.of(405));
    }

    @Test
    void itCallsByItselfAndTakesTheAnswer() {
        echo.originate("1001");
        assertThat(originations).containsExactly(new Origination("echo", "9196", "Echo", "1001"));
        assertThat(b.deeds()).containsExactly(new LegDeed.Start(Optional.of(OFFER)));
        b.fire(new LegEvent.Answered(Optional.of(THEIRS)));
        assertThat(b.last(LegDeed.Confirm.class)).contains(new LegDeed.Confirm(Optional.empty()));
        b.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(port.story()).containsExactly("offer", "accept theirs", "close");
    }

    @Test
    void withoutASwitchboardItSaysThatItCannotCall() {
        echo.switchboards = null;
        assertThatThrownBy(() -> echo.originate("1001")).hasMessage("the switchboard is not here");
        assertThat(originations).isEmpty();
    }

    @Test
    void anAnswerThatMediaRefusesIsConfirmedAndHungUp() {
        echo.originate("1001");
        b.fire(new LegEvent.Answered(Optional.of(REFUSED)));
        assertThat(b.story()).endsWith("confirm", "hangup US 488 Not Acceptable Here");
        assertThat(port.story()).endsWith("close");
    }

    @Test
    void anotherNumberDisturbsNoCall() {
        invite(THEIRS);
        number.modified(Map.of("number", "777"));
        assertThat(a.left()).isFalse();
        assertThat(ask("OPTIONS")).isEqualTo(SipReply.of(200));
        assertThat(echo.reach(outgoing("9196"))).isInstanceOf(Reach.NotMine.class);
    }

    /** What the peer does while the leg is left, and what the next version makes of it. */
    enum Meanwhile {
        CALLED_AND_NOTHING(List.of()),
        CALLED_AND_CONFIRMED(List.of("accept theirs"), new LegEvent.Confirmed(Optional.of(THEIRS))),
        CALLED_AND_ENDED(List.of("close"), new LegEvent.Ended(Cause.of(Cause.By.PEER, 200))),
        DIALLED_AND_NOTHING(List.of()),
        DIALLED_AND_RANG(List.of(), new LegEvent.Progressed(Status.RINGING, Optional.empty())),
        DIALLED_AND_ANSWERED(List.of("accept theirs"), new LegEvent.Answered(Optional.of(THEIRS))),
        DIALLED_AND_ENDED(List.of("close"), new LegEvent.Ended(Cause.of(Cause.By.PEER, 486)));

        private final List<String> heard;
        private final List<LegEvent> events;

        Meanwhile(List<String> heard, LegEvent... events) {
            this.heard = heard;
            this.events = List.of(events);
        }

        boolean dialled() {
            return name().startsWith("DIALLED");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatIsLeftGoesOnWithTheNextVersion(Meanwhile meanwhile) throws Exception {
        FakeLeg leg = meanwhile.dialled() ? b : a;
        if (meanwhile.dialled()) {
            echo.originate("1001");
        } else {
            // An offer of ours, so that there is something to hear in the ACK.
            echo.invited(a, FakeOffer.of(FakeRequest.invite("1001", "9196")));
        }
        List<LegDeed> before = leg.deeds();
        echo.deactivate();
        assertThat(leg.left()).isTrue();
        assertThat(leg.memory()).isEqualTo(port.memory());
        meanwhile.events.forEach(leg::fire);
        assertThat(leg.deeds()).isEqualTo(before);
        assertThat(port.story()).containsExactly("offer");

        Echo next = echo();
        next.resumed(leg);
        assertThat(memories).containsExactly(Map.of(), port.memory());
        assertThat(leg.left()).isFalse();
        assertThat(port.story()).startsWith("offer").endsWith(meanwhile.heard.toArray(String[]::new));
        leg.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(port.story()).endsWith("close").containsOnlyOnce("close");
        next.deactivate();
        assertThat(leg.left()).isFalse();
    }

    @Test
    void aCallThatIsConfirmedIsHeldAndResumedByTheNextVersion() throws Exception {
        invite(THEIRS);
        a.fire(new LegEvent.Confirmed(Optional.empty()));
        echo.deactivate();
        echo().resumed(a);
        assertThat(ask("INVITE", THEIRS).body()).contains(ANSWER);
        assertThat(a.ended()).isFalse();
    }

    @Test
    void aCallThatComesWhileItStopsIsAnsweredAndLeft() throws Exception {
        echo.deactivate();
        invite(THEIRS);
        assertThat(a.last(LegDeed.Answer.class)).isPresent();
        assertThat(a.left()).isTrue();
        assertThat(a.memory()).isEqualTo(port.memory());
    }

    @Test
    void aCallThatHasEndedIsNotLeft() throws Exception {
        invite(THEIRS);
        a.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        echo.deactivate();
        assertThat(a.left()).isFalse();
        assertThat(a.memory()).isEmpty();
    }

    @Test
    void aCallThatIsBusyIsLeftWhenItsTurnComes() throws Exception {
        ManualExecutor queue = new ManualExecutor();
        FakeLeg busy = FakeLeg.a("call-3", queue).asLocal();
        echo.invited(busy, FakeOffer.of(FakeRequest.invite("1001", "9196").body(THEIRS)));
        echo.deactivate();
        assertThat(busy.left()).isFalse();
        queue.runAll();
        assertThat(busy.left()).isTrue();
    }

    private void invite(Body offer) {
        echo.invited(a, FakeOffer.of(FakeRequest.invite("1001", "9196").body(offer)));
    }

    private SipReply ask(String method, Body... body) {
        FakeExchange exchange = FakeExchange.of(method, body);
        a.fire(new LegEvent.Asked(exchange));
        return exchange.answered().orElseThrow();
    }

    private static Outgoing outgoing(String number) {
        return new Outgoing(
                new Caller("1001", "", "1001"),
                "registrar",
                new Destination(number, "1001", Optional.empty()),
                FakeRequest.invite("1001", number));
    }

    private Echo echo() {
        Media media = new Media() {
            @Override
            public Relay relay(String callId, Map<String, Object> memory) {
                throw new AssertionError("an application has no relay");
            }

            @Override
            public MediaPort echo(String callId, Map<String, Object> memory) {
                memories.add(memory);
                return port;
            }
        };
        Switchboard board = (Switchboard) Proxy.newProxyInstance(
                Switchboard.class.getClassLoader(), new Class<?>[] {Switchboard.class}, (proxy, method, arguments) -> {
                    originations.add((Origination) arguments[0]);
                    return (Leg) b;
                });
        ComponentServiceObjects<Switchboard> switchboards = new ComponentServiceObjects<>() {
            @Override
            public Switchboard getService() {
                return board;
            }

            @Override
            public void ungetService(Switchboard service) {
                assertThat(service).isSameAs(board);
            }

            @Override
            public ServiceReference<Switchboard> getServiceReference() {
                throw new AssertionError("nobody asks");
            }
        };
        Echo made = new Echo(number, media);
        made.switchboards = switchboards;
        return made;
    }
}
