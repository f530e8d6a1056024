// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.call.Application;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Claim;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Origination;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.distributor.AgentInfo;
import org.strowger.api.distributor.AgentState;
import org.strowger.api.distributor.WaitingInfo;
import org.strowger.api.route.Destination;
import org.strowger.api.sip.Body;
import org.strowger.testkit.FakeLeg;
import org.strowger.testkit.FakeOffer;
import org.strowger.testkit.FakeRequest;
import org.strowger.testkit.StillClock;

class DistributorTest {
    private static final Body THEIRS = Body.sdp("theirs");

    private final StillClock clock = new StillClock();
    private final FakeAudio audio = new FakeAudio();
    private final JdbcDataSource database = database();
    private final Map<String, FakeLeg> legs = new HashMap<>();
    private final FakeBoard board = new FakeBoard(legs);
    private final List<Origination> originations = board.originations;
    private final Queues queues = Configurations.queues(
            audio,
            Map.of(
                    "sales",
                    Map.of(
                            "numbers", "500",
                            "agents", "201, 202",
                            "join.while", "always",
                            "wrapup", "30",
                            "key.0", "299",
                            "pause.7", "lunch",
                            "announce.every", "15"),
                    "told",
                    Map.of("numbers", "502", "agents", "203", "prompt.agent", "queue/patience"),
                    "busy",
                    Map.of("numbers", "501", "agents", "201", "overflow", "300", "wait.max", "60")));
    private OneAtATime floor;
    private OneAtATime ledger;
    private Distributor distributor = distributor();

    private static JdbcDataSource database() {
        JdbcDataSource made = new JdbcDataSource();
        made.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return made;
    }

    /** It waits a moment for those whom an earlier version may have left. */
    @BeforeEach
    void open() {
        pass(1);
    }

    @Test
    void itAnswersItsNumbersAndNoOther() {
        assertThat(distributor.reach(outgoing("1001", "500", "registrar"))).isInstanceOf(Reach.Here.class);
        assertThat(distributor.reach(outgoing("1001", "509", "registrar"))).isInstanceOf(Reach.NotMine.class);
        assertThat(distributor.reach(outgoing("201", "*45", "registrar"))).isInstanceOf(Reach.Here.class);
        assertThat(distributor.reach(outgoing("201", "*45", "trunk-carrier"))).isInstanceOf(Reach.NotMine.class);
        assertThat(distributor.claim(FakeOffer.by("distributor", FakeRequest.invite("1001", "201"))))
                .isEqualTo(new Claim.Known(new Caller("1001", "", "distributor")));
        assertThat(distributor.claim(FakeOffer.of(FakeRequest.invite("1001", "201"))))
                .isInstanceOf(Claim.NotMine.class);
    }

    @Test
    void aCallerWaitsWithMusicAndGetsTheAgentWhoLogsIn() {
        FakeLeg alice = arrive("alice", "500");
        assertThat(port("alice").story).containsExactly("play queue/welcome music/default");
        pass(20);
        assertThat(port("alice").story).endsWith("play queue/position 1 queue/in-line music/default");
        assertThat(distributor.logIn("201", Optional.empty())).containsExactly("busy", "sales");
        assertThat(originations).containsExactly(new Origination("distributor", "1001", "sales: Alice", "201"));
        FakeLeg agent = legs.get("out-1");
        agent.fire(new LegEvent.Answered(Optional.of(THEIRS)));
        assertThat(port("alice").story).endsWith("stop", "join out-1");
        assertThat(state("201")).isEqualTo(AgentState.TALKING);
        agent.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(alice.story()).endsWith("hangup US 200 OK");
        assertThat(state("201")).isEqualTo(AgentState.WRAP_UP);
        pass(30);
        assertThat(state("201")).isEqualTo(AgentState.IDLE);
        nothingIsLeft();
    }

    @Test
    void anAgentIsToldTheQueueBeforeTheTwoTalk() {
        distributor.logIn("203", Optional.empty());
        arrive("alice", "502");
        legs.get("out-1").fire(new LegEvent.Answered(Optional.of(THEIRS)));
        assertThat(port("out-1").story).endsWith("play queue/patience");
        assertThat(port("alice").story).doesNotContain("join out-1");
        port("out-1").end();
        assertThat(port("alice").story).endsWith("stop", "join out-1");
    }

    @Test
    void aCallerWhoHangsUpFreesTheAgentWhoRings() {
        distributor.logIn("201", Optional.empty());
        FakeLeg alice = arrive("alice", "500");
        alice.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(legs.get("out-1").ended()).isTrue();
        assertThat(state("201")).isEqualTo(AgentState.IDLE);
        assertThat(distributor.queues().get(1).abandoned()).isEqualTo(1);
        nothingIsLeft();
    }

    @Test
    void whoDoesNotAnswerRestsAndTheCallerGetsTheNext() {
        distributor.logIn("201", Optional.empty());
        pass(1);
        distributor.logIn("202", Optional.empty());
        arrive("alice", "500");
        legs.get("out-1").fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 486)));
        assertThat(state("201")).isEqualTo(AgentState.RESTING);
        assertThat(originations).extracting(Origination::to).containsExactly("201", "202");
        pass(21);
        assertThat(legs.get("out-2").ended()).as("rung for long enough").isTrue();
        assertThat(state("202")).isEqualTo(AgentState.RESTING);
        assertThat(originations).extracting(Origination::to).containsExactly("201", "202", "201");
    }

    @Test
    void withoutAgentsOneIsRefusedOrSentElsewhere() {
        FakeLeg alice = arrive("alice", "501");
        assertThat(originations).extracting(Origination::to).containsExactly("300");
        assertThat(port("alice").story).containsExactly("play RINGING");
        legs.get("out-1").fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 404)));
        assertThat(port("alice").story).endsWith("play queue/goodbye");
        port("alice").end();
        assertThat(alice.ended()).isTrue();
        nothingIsLeft();
    }

    @Test
    void whoWaitsTooLongIsSentElsewhere() {
        distributor.logIn("201", Optional.empty());
        arrive("alice", "501");
        legs.get("out-1").fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 404)));
        pass(61);
        assertThat(originations).extracting(Origination::to).contains("300");
        assertThat(distributor.queues().get(0).left()).isEqualTo(1);
    }

    @Test
    void aKeyLeadsElsewhereAndBackToTheSamePlace() {
        arrive("alice", "500");
        pass(1);
        arrive("bob", "500");
        port("alice").press('0');
        assertThat(originations).extracting(Origination::to).containsExactly("299");
        assertThat(port("alice").story).endsWith("play RINGING");
        legs.get("out-1").fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 486)));
        assertThat(port("alice").story).endsWith("play music/default");
        assertThat(distributor.waiting()).extracting(WaitingInfo::callId).containsExactly("alice", "bob");
        assertThat(distributor.waiting()).extracting(WaitingInfo::position).containsExactly(1, 2);
        port("alice").press('0');
        legs.get("out-2").fire(new LegEvent.Answered(Optional.of(THEIRS)));
        assertThat(port("alice").story).endsWith("join out-2");
        assertThat(distributor.waiting()).extracting(WaitingInfo::callId).containsExactly("bob");
    }

    @Test
    void agentsDialCodes() {
        dial("201", "*45");
        assertThat(port("code-*45").story).containsExactly("play queue/logged-in");
        port("code-*45").end();
        assertThat(legs.get("code-*45").ended()).isTrue();
        assertThat(state("201")).isEqualTo(AgentState.IDLE);
        dial("201", "*477");
        assertThat(agent("201").reason()).isEqualTo("lunch");
        dial("201", "*48");
        assertThat(state("201")).isEqualTo(AgentState.IDLE);
        dial("201", "*46");
        assertThat(state("201")).isEqualTo(AgentState.AWAY);
        dial("999", "*45");
        assertThat(port("code-*45").story).containsExactly("play queue/no-agent");
        assertThatThrownBy(() -> distributor.pause("999", "")).isInstanceOf(IllegalArgumentException.class);
        assertThat(distributor.reach(outgoing("201", "*478", "registrar"))).isInstanceOf(Reach.NotMine.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theNextVersionGoesOnWhereThisOneStopped(boolean callersFirst) throws Exception {
        distributor.logIn("201", Optional.empty());
        pass(1);
        distributor.logIn("202", Optional.empty());
        arrive("alice", "500");
        legs.get("out-1").fire(new LegEvent.Answered(Optional.of(THEIRS)));
        pass(1);
        arrive("bob", "500");
        pass(1);
        arrive("carol", "500");
        pass(12);
        List<WaitingInfo> before = distributor.waiting();
        List<AgentInfo> agents = distributor.agents();
        assertThat(agents).extracting(AgentInfo::state).startsWith(AgentState.TALKING, AgentState.RINGING);

        List<String> in = List.of("alice", "bob", "carol");
        List<String> out = List.of("out-1", "out-2");
        replace(callersFirst ? in : out, callersFirst ? out : in);
        assertThat(distributor.waiting()).isEqualTo(before);
        assertThat(distributor.agents()).isEqualTo(agents);
        assertThat(port("alice").story).endsWith("join out-1");
        assertThat(originations).as("nobody else is rung").hasSize(2);
        pass(4);
        assertThat(port("carol").story)
                .as("told when it was due")
                .endsWith("play queue/position 2 queue/in-line music/default");
        legs.get("out-2").fire(new LegEvent.Answered(Optional.of(THEIRS)));
        assertThat(port("bob").story).endsWith("join out-2");
        legs.get("out-1").fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(legs.get("alice").ended()).isTrue();
        pass(31);
        assertThat(originations).extracting(Origination::to).endsWith("201");
        legs.get("out-3").fire(new LegEvent.Answered(Optional.of(THEIRS)));
        assertThat(port("carol").story).endsWith("join out-3");
        List.of("bob", "carol").forEach(id -> legs.get(id).fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200))));
        nothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAnAgentDoesBeforeTheCallerIsBackIsNotLost(boolean answers) throws Exception {
        distributor.logIn("201", Optional.empty());
        FakeLeg alice = arrive("alice", "500");
        replace(List.of(), List.of("out-1"));
        legs.get("out-1")
                .fire(
                        answers
                                ? new LegEvent.Answered(Optional.of(THEIRS))
                                : new LegEvent.Ended(Cause.of(Cause.By.PEER, 603)));
        distributor.resumed(alice);
        assertThat(state("201")).isEqualTo(answers ? AgentState.TALKING : AgentState.RESTING);
        assertThat(port("alice").story.contains("join out-1")).isEqualTo(answers);
    }

    @Test
    void anAgentsLegThatNeverComesIsNotWaitedForLong() throws Exception {
        distributor.logIn("201", Optional.empty());
        pass(1);
        distributor.logIn("202", Optional.empty());
        arrive("alice", "500");
        replace(List.of("alice"), List.of());
        assertThat(originations).hasSize(1);
        pass(6);
        assertThat(originations).hasSize(2);
    }

    @Test
    void aCallerWhoNeverComesFreesTheAgent() throws Exception {
        distributor.logIn("201", Optional.empty());
        arrive("alice", "500");
        replace(List.of(), List.of("out-1"));
        assertThat(state("201")).isEqualTo(AgentState.RINGING);
        pass(6);
        assertThat(legs.get("out-1").ended()).isTrue();
        assertThat(state("201")).isEqualTo(AgentState.IDLE);
    }

    @Test
    void whatWasCountedIsThereAfterARestart() throws Exception {
        distributor.logIn("201", Optional.of("sales"));
        distributor.pause("201", "lunch");
        arrive("alice", "500").fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        AgentInfo before = agent("201");
        replace(List.of(), List.of());
        pass(1);
        assertThat(agent("201")).isEqualTo(before);
        assertThat(before.queues()).containsExactly("sales");
        assertThat(distributor.queues().get(1).offered()).isEqualTo(1);
        assertThat(distributor.queues().get(1).abandoned()).isEqualTo(1);
    }

    @Test
    void aCallThatMediaCannotAnswerIsRefused() {
        FakeLeg alice = leg("alice");
        reach("1001", "500")
                .invited(alice, FakeOffer.of(FakeRequest.invite("1001", "500").body(FakeAudio.REFUSED)));
        assertThat(alice.story()).endsWith("hangup US 488 Not Acceptable Here");
        nothingIsLeft();
    }

    private void replace(List<String> first, List<String> then) throws Exception {
        ledger.advance(Duration.ofSeconds(1));
        distributor.deactivate();
        legs.values().stream()
                .filter(leg -> !leg.ended())
                .forEach(leg -> assertThat(leg.left()).as(leg.callId()).isTrue());
        distributor = distributor();
        first.forEach(id -> distributor.resumed(legs.get(id)));
        then.forEach(id -> distributor.resumed(legs.get(id)));
        floor.advance(Duration.ZERO);
    }

    private FakeLeg arrive(String id, String number) {
        FakeLeg leg = leg(id);
        reach("1001", number)
                .invited(leg, FakeOffer.of(FakeRequest.invite("1001", number).body(THEIRS)));
        leg.fire(new LegEvent.Confirmed(Optional.empty()));
        return leg;
    }

    private void dial(String agent, String code) {
        FakeLeg leg = leg("code-" + code);
        reach(agent, code)
                .invited(leg, FakeOffer.of(FakeRequest.invite(agent, code).body(THEIRS)));
        leg.fire(new LegEvent.Confirmed(Optional.empty()));
    }

    private FakeLeg leg(String id) {
        FakeLeg leg = FakeLeg.a(id, Runnable::run).asLocal();
        legs.put(id, leg);
        return leg;
    }

    private Application reach(String from, String number) {
        return ((Reach.Here) distributor.reach(outgoing(from, number, "registrar"))).application();
    }

    private static Outgoing outgoing(String from, String number, String role) {
        return new Outgoing(
                new Caller(from, "Alice", from),
                role,
                new Destination(number, from, Optional.empty()),
                FakeRequest.invite(from, number));
    }

    private void pass(int seconds) {
        floor.advance(Duration.ofSeconds(seconds));
    }

    private AgentInfo agent(String number) {
        return distributor.agents().stream()
                .filter(each -> each.agent().equals(number))
                .findFirst()
                .orElseThrow();
    }

    private AgentState state(String number) {
        return agent(number).state();
    }

    private FakeAudio.Port port(String id) {
        return audio.ports.get(id);
    }

    private void nothingIsLeft() {
        assertThat(distributor.tables())
                .allSatisfy(table -> assertThat(table.size()).as(table.name()).isZero());
    }

    private Distributor distributor() {
        floor = new OneAtATime(clock);
        ledger = new OneAtATime(new StillClock());
        Distributor made = new Distributor(queues, audio, new JdbcLedger(database, ledger), clock, floor);
        made.switchboards = board;
        ledger.advance(Duration.ZERO);
        return made;
    }
}
