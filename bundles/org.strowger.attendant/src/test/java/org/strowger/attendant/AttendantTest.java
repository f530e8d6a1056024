// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.strowger.api.call.Application;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Claim;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Switchboard;
import org.strowger.api.media.AudioEvent;
import org.strowger.api.media.AudioEvent.End;
import org.strowger.api.route.Destination;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;
import org.strowger.testkit.FakeExchange;
import org.strowger.testkit.FakeLeg;
import org.strowger.testkit.FakeOffer;
import org.strowger.testkit.FakeRequest;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

class AttendantTest {
    private static final Body THEIRS = Body.sdp("theirs");

    private final StillClock clock = new StillClock();
    private ManualScheduler timer;
    private final FakeAudio audio = new FakeAudio();
    private final Menus menus = Configurations.menus(
            audio,
            Map.of(
                    "main",
                    Map.of("numbers", "500", "prompt", "hello", "key.1", "dial 100", "key.2", "menu sub"),
                    "sub",
                    Map.of("prompt", "sub", "key.9", "back")));
    private final FakeLeg a = FakeLeg.a("call-a", Runnable::run).asLocal();
    private final FakeLeg b = FakeLeg.b("call-b", Runnable::run).asLocal();
    private final List<Origination> originations = new ArrayList<>();
    private Attendant attendant = attendant();

    @Test
    void itAnswersItsNumbersAndNoOther() {
        assertThat(attendant.reach(outgoing("500"))).isInstanceOf(Reach.Here.class);
        assertThat(attendant.reach(outgoing("501"))).isInstanceOf(Reach.NotMine.class);
        assertThat(attendant.claim(FakeOffer.by("attendant", FakeRequest.invite("1001", "100"))))
                .isEqualTo(new Claim.Known(new Caller("1001", "", "attendant")));
        assertThat(attendant.claim(FakeOffer.of(FakeRequest.invite("1001", "100"))))
                .isInstanceOf(Claim.NotMine.class);
    }

    @Test
    void aCallerIsAnsweredAndHearsThePromptOnceTheAckIsHere() {
        invite(THEIRS);
        assertThat(a.story()).hasSize(2).first().isEqualTo("progress 180 Ringing");
        assertThat(port("call-a").story).isEmpty();
        a.fire(new LegEvent.Confirmed(Optional.empty()));
        assertThat(port("call-a").story).containsExactly("play hello");
        a.fire(new LegEvent.Confirmed(Optional.empty()));
        assertThat(port("call-a").story).hasSize(1);
    }

    @Test
    void whatMediaCannotAnswerIsRefused() {
        invite(FakeAudio.REFUSED);
        assertThat(a.story()).endsWith("hangup US 488 Not Acceptable Here");
        assertThat(port("call-a").story).containsExactly("close");
    }

    @Test
    void aKeyCallsAsTheCallerAndTheTwoAreJoined() {
        called();
        assertThat(originations).containsExactly(new Origination("attendant", "1001", "Alice", "100"));
        b.fire(new LegEvent.Answered(Optional.of(THEIRS)));
        assertThat(b.story()).contains("confirm");
        assertThat(port("call-b").story).containsExactly("accept");
        assertThat(port("call-a").story).endsWith("stop", "join call-b");
        b.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(a.story()).endsWith("hangup US 200 OK");
        assertThat(port("call-a").story).endsWith("close");
        assertThat(attendant.tables())
                .allSatisfy(table -> assertThat(table.size()).isZero());
    }

    @Test
    void anAnswerInA183IsTakenAndA2xxWithoutOneConnects() {
        called();
        b.fire(new LegEvent.Progressed(Status.of(183), Optional.of(THEIRS)));
        assertThat(port("call-b").story).containsExactly("accept");
        assertThat(port("call-a").story).doesNotContain("join call-b");
        b.fire(new LegEvent.Answered(Optional.empty()));
        assertThat(port("call-a").story).endsWith("join call-b");
    }

    @Test
    void anAnswerThatMediaRefusesIsHungUp() {
        called();
        b.fire(new LegEvent.Answered(Optional.of(FakeAudio.REFUSED)));
        assertThat(b.story()).endsWith("confirm", "hangup US 488 Not Acceptable Here");
        assertThat(port("call-a").story).endsWith("play attendant/unavailable, hello");
    }

    @Test
    void aKeyByInfoIsAKeyToo() {
        invite(THEIRS);
        a.fire(new LegEvent.Confirmed(Optional.empty()));
        FakeExchange info =
                FakeExchange.of("INFO", new Body("application/dtmf", "1".getBytes(StandardCharsets.US_ASCII)));
        a.fire(new LegEvent.Asked(info));
        assertThat(info.answered()).contains(SipReply.of(200));
        assertThat(originations).hasSize(1);
    }

    @Test
    void aCallerWhoHangsUpTakesTheOtherCallAlong() {
        called();
        a.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(b.story()).endsWith("hangup US 200 OK");
        assertThat(attendant.tables())
                .allSatisfy(table -> assertThat(table.size()).isZero());
    }

    @Test
    void whoIsNotReachedSendsTheCallerBackToTheMenu() {
        called();
        b.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 486)));
        assertThat(port("call-a").story).endsWith("play attendant/unavailable, hello");
        assertThat(port("call-b").story).endsWith("close");
    }

    @Test
    void whoRingsTooLongIsCancelled() {
        called();
        timer.advance(Duration.ofSeconds(30));
        assertThat(b.story()).endsWith("hangup TIMER 480 Temporarily Unavailable");
        assertThat(port("call-a").story).endsWith("play attendant/unavailable, hello");
    }

    @Test
    void aPhoneThatFallsSilentIsHungUpOn() {
        invite(THEIRS);
        a.fire(new LegEvent.Confirmed(Optional.empty()));
        port("call-a").tell(new AudioEvent.Silent(Duration.ofSeconds(60)));
        assertThat(a.story()).endsWith("hangup TIMER 200 OK");
    }

    @Test
    void aReinviteIsAnsweredFromTheSamePort() {
        invite(THEIRS);
        FakeExchange again = FakeExchange.of("INVITE", THEIRS);
        a.fire(new LegEvent.Asked(again));
        assertThat(again.answered().orElseThrow().body()).contains(Body.sdp("answer of call-a"));
        FakeExchange refer = FakeExchange.of("REFER");
        a.fire(new LegEvent.Asked(refer));
        assertThat(refer.answered()).contains(SipReply.of(405));
    }

    @Test
    void aCallerInAMenuGoesOnThereWithTheNextVersion() throws Exception {
        invite(THEIRS);
        a.fire(new LegEvent.Confirmed(Optional.empty()));
        port("call-a").press('2');
        replace(true);
        assertThat(a.left()).isFalse();
        port("call-a").press('9');
        assertThat(port("call-a").story).containsExactly("play hello", "play sub", "play hello");
        port("call-a").end(End.WHOLE);
        timer.advance(Duration.ofSeconds(5));
        assertThat(port("call-a").story).endsWith("play hello", "play hello");
    }

    @Test
    void aCallerFinishesOnTheMenuThatHeCameTo() {
        invite(THEIRS);
        a.fire(new LegEvent.Confirmed(Optional.empty()));
        menus.updated(Menus.PID + "~main", new java.util.Hashtable<>(Map.of("numbers", "500", "key.1", "dial 999")));
        port("call-a").press('1');
        assertThat(originations).extracting(Origination::to).containsExactly("100");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCallThatRingsIsAnsweredByTheNextVersion(boolean callerFirst) throws Exception {
        called();
        leave();
        b.fire(new LegEvent.Answered(Optional.of(THEIRS)));
        come(callerFirst);
        assertThat(port("call-a").story).endsWith("stop", "join call-b");
        a.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(b.story()).endsWith("hangup US 200 OK");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thoseWhoTalkAreJoinedAgain(boolean callerFirst) throws Exception {
        called();
        b.fire(new LegEvent.Answered(Optional.of(THEIRS)));
        replace(callerFirst);
        assertThat(port("call-a").story).endsWith("join call-b", "stop", "join call-b");
        b.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(a.story()).endsWith("hangup US 200 OK");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoHangsUpMeanwhileEndsBoth(boolean callerFirst) throws Exception {
        called();
        b.fire(new LegEvent.Answered(Optional.of(THEIRS)));
        leave();
        a.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        come(callerFirst);
        assertThat(b.story()).endsWith("hangup US 200 OK");
        assertThat(attendant.tables())
                .allSatisfy(table -> assertThat(table.size()).isZero());
    }

    @Test
    void aLegWhoseOtherNeverComesIsNotKept() throws Exception {
        called();
        b.fire(new LegEvent.Answered(Optional.of(THEIRS)));
        leave();
        attendant = attendant();
        attendant.resumed(b);
        timer.advance(Duration.ofSeconds(5));
        assertThat(b.story()).endsWith("hangup FAULT 480 Temporarily Unavailable");
        attendant.resumed(a);
        timer.advance(Duration.ofSeconds(5));
        assertThat(a.story()).endsWith("hangup US 200 OK");
    }

    private void replace(boolean callerFirst) throws Exception {
        leave();
        come(callerFirst);
    }

    private void leave() throws Exception {
        attendant.deactivate();
        assertThat(a.left()).isTrue();
        assertThat(port("call-a").heard()).isFalse();
    }

    private void come(boolean callerFirst) {
        attendant = attendant();
        List<FakeLeg> legs = originations.isEmpty() ? List.of(a) : callerFirst ? List.of(a, b) : List.of(b, a);
        legs.forEach(attendant::resumed);
    }

    private void called() {
        invite(THEIRS);
        a.fire(new LegEvent.Confirmed(Optional.empty()));
        port("call-a").press('1');
    }

    private void invite(Body offer) {
        Application here = ((Reach.Here) attendant.reach(outgoing("500"))).application();
        here.invited(a, FakeOffer.of(FakeRequest.invite("1001", "500").body(offer)));
    }

    private FakeAudio.Port port(String callId) {
        return audio.ports.get(callId);
    }

    private static Outgoing outgoing(String number) {
        return new Outgoing(
                new Caller("1001", "Alice", "1001"),
                "registrar",
                new Destination(number, "1001", Optional.empty()),
                FakeRequest.invite("1001", number));
    }

    private Attendant attendant() {
        Switchboard board = (Switchboard) Proxy.newProxyInstance(
                Switchboard.class.getClassLoader(), new Class<?>[] {Switchboard.class}, (proxy, method, arguments) -> {
                    originations.add((Origination) arguments[0]);
                    return b;
                });
        // each version has its own, which ends with it
        timer = new ManualScheduler(clock);
        Attendant made = new Attendant(menus, audio, clock, timer);
        made.switchboards = new ComponentServiceObjects<>() {
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
        return made;
    }
}
