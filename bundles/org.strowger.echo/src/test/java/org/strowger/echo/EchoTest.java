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

class EchoTest {
    private final FakeLeg a = FakeLeg.a("call-1", Runnable::run).asLocal();
    private final FakeLeg b = FakeLeg.b("call-2", Runnable::run).asLocal();
    private final FakePort port = new FakePort();
    private final List<Origination> originations = new ArrayList<>();
    private final Echo echo = echo("9196");

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
    void anAnswerThatMediaRefusesIsConfirmedAndHungUp() {
        echo.originate("1001");
        b.fire(new LegEvent.Answered(Optional.of(REFUSED)));
        assertThat(b.story()).endsWith("confirm", "hangup US 488 Not Acceptable Here");
        assertThat(port.story()).endsWith("close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "91 96", "9196@here"})
    void aNumberThatCannotBeDialledIsRefusedWithFileAndKey(String number) {
        assertThatThrownBy(() -> echo(number))
                .hasMessage("etc/org.strowger.echo.cfg: number: '" + number.trim() + "' cannot be dialled");
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

    private Echo echo(String number) {
        Media media = new Media() {
            @Override
            public Relay relay(String callId) {
                throw new AssertionError("an application has no relay");
            }

            @Override
            public MediaPort echo(String callId) {
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
        Echo.Config config = (Echo.Config) Proxy.newProxyInstance(
                Echo.Config.class.getClassLoader(), new Class<?>[] {Echo.Config.class}, (proxy, key, none) -> number);
        return new Echo(config, Map.of("felix.fileinstall.filename", "etc/org.strowger.echo.cfg"), media, switchboards);
    }
}
