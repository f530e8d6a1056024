// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Query;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Stage;
import org.strowger.api.call.Stage.Failure;
import org.strowger.api.call.Step;
import org.strowger.api.route.Destination;
import org.strowger.api.route.Route;
import org.strowger.api.route.RouteQuery;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;
import org.strowger.testkit.FakeExchange;
import org.strowger.testkit.FakeLeg;
import org.strowger.testkit.FakeRequest;
import org.strowger.testkit.LegDeed;

/** Stages that a role lays out: diversions and groups. */
class HuntTest extends EngineFixture {
    private static final Duration RING = Duration.ofSeconds(20);

    private final Map<String, List<Stage>> plans = new HashMap<>();
    private final List<RouteQuery> routed = new ArrayList<>();
    private final List<Outgoing> reached = new ArrayList<>();

    @BeforeEach
    void whoIsThere() {
        plans.clear();
        routed.clear();
        reached.clear();
        known();
        router((query, trace) -> {
            routed.add(query);
            return new Route.To(List.of(new Destination(query.to(), query.from(), Optional.empty())), "line 1");
        });
        callout("forward", 9, outgoing -> {
            List<Stage> plan = plans.get(outgoing.destination().number());
            return plan == null ? new Reach.NotMine("nothing is diverted") : new Reach.Hunt(plan, "a plan");
        });
        callout("registrar", 0, outgoing -> {
            reached.add(outgoing);
            return outgoing.destination().number().equals("1009") ? unavailable(480) : targets(1);
        });
        mediaIsHere();
        endpointIsHere();
    }

    private static Stage diverted(String number, Failure... after) {
        Set<Failure> when = after.length == 0 ? Stage.ANY : Set.of(after);
        return new Stage(List.of(number), Optional.empty(), when, Optional.of("no-answer"), true);
    }

    private static Stage itself() {
        return Stage.itself(Optional.of(RING));
    }

    private static Stage group(String... numbers) {
        return Stage.group(List.of(numbers), Optional.of(RING));
    }

    private List<String> numbers() {
        return reached.stream().map(one -> one.destination().number()).toList();
    }

    private int told() {
        return a.last(LegDeed.Hangup.class).orElseThrow().cause().status().code();
    }

    private List<String> diversions() {
        return endpoint.invitations().get(endpoint.invitations().size() - 1).target().headers().stream()
                .filter(header -> header.name().equals("Diversion"))
                .map(Header::value)
                .toList();
    }

    @Test
    void aCallIsDivertedAtOnceAndTheTwoTalk() {
        plans.put("1002", List.of(diverted("1003")));
        call();
        assertThat(numbers()).containsExactly("1003");
        assertThat(a.story()).contains("progress 181 Call Is Being Forwarded");
        assertThat(diversions()).singleElement().asString().matches("<sip:1002@.*>;reason=no-answer;counter=1");
        rings(b());
        answers(b());
        assertThat(a.story()).contains("progress 180 Ringing").last().asString().startsWith("answer");
        assertThat(b().story()).endsWith("confirm");

        FakeExchange hold = FakeExchange.of("INVITE", Body.sdp("hold"));
        happens(a, new LegEvent.Asked(hold));
        b().reply(new SipReply(Status.OK, List.of(), Optional.of(ANSWER)));
        settle();
        assertThat(hold.answered().orElseThrow().status().code()).isEqualTo(200);
        happens(b(), new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(a.story()).endsWith("hangup US 200 OK");
        over();
    }

    @Test
    void whoDivertsMustBeAllowedToCallThereAndTheCallerIsShownAllTheSame() {
        plans.put("1002", List.of(diverted("1003")));
        call();
        assertThat(routed.get(1))
                .extracting(RouteQuery::from, RouteQuery::to, RouteQuery::callin)
                .containsExactly("1002", "1003", "forward");
        assertThat(reached.get(0).destination().callerNumber()).isEqualTo("1001");
        assertThat(reached.get(0).caller()).isEqualTo(ALICE);
        assertThat(reached.get(0).callerRole()).isEqualTo("registrar");
    }

    @Test
    void whatNobodyAnswersIsDivertedAfterItsTime() {
        plans.put("1002", List.of(itself(), diverted("1003", Failure.NO_ANSWER)));
        call();
        rings(b(0));
        after(RING.minusMillis(1));
        assertThat(b(0).ended()).isFalse();
        after(Duration.ofMillis(1));
        assertThat(b(0).ended()).isTrue();
        assertThat(numbers()).containsExactly("1002", "1003");
        answers(b(1));
        assertThat(a.last(LegDeed.Answer.class)).isPresent();
    }

    @Test
    void eachFailureLeadsToItsOwnStageAndFromThereToNone() {
        plans.put(
                "1002",
                List.of(
                        itself(),
                        diverted("1003", Failure.BUSY),
                        diverted("1004", Failure.NO_ANSWER),
                        diverted("1005", Failure.SILENT, Failure.UNREACHABLE)));
        call();
        refuses(b(0), 603);
        assertThat(numbers()).containsExactly("1002", "1003");
        rings(b(1));
        refuses(b(1), 480);
        assertThat(told()).isEqualTo(480);
        assertThat(numbers()).hasSize(2);
        over();
    }

    @Test
    void aPhoneThatGivesNoSignOrIsNotThereIsUnreachable() {
        plans.put("1002", List.of(itself(), diverted("1005", Failure.SILENT)));
        plans.put("1009", List.of(itself(), diverted("1005", Failure.UNREACHABLE)));
        call();
        after(RING);
        assertThat(numbers()).containsExactly("1002", "1005");
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 487)));
        reached.clear();
        call(FakeRequest.invite("1001", "1009").body(OFFER));
        assertThat(numbers()).containsExactly("1009", "1005");
    }

    @Test
    void whatIsNotDivertedIsToldAsItWas() {
        plans.put("1002", List.of(itself(), diverted("1003", Failure.NO_ANSWER)));
        call();
        refuses(b(0), 486);
        assertThat(told()).isEqualTo(486);
        over();
    }

    @Test
    void aLoopEndsAndTheCallerHearsWhyItBegan() {
        plans.put("1002", List.of(itself(), diverted("1003", Failure.NO_ANSWER)));
        plans.put("1003", List.of(itself(), diverted("1002", Failure.NO_ANSWER)));
        call();
        rings(b(0));
        after(RING);
        rings(b(1));
        after(RING);
        assertThat(numbers()).containsExactly("1002", "1003");
        assertThat(told()).isEqualTo(480);
        over();
    }

    @Test
    void aLoopOfNothingButDiversionsIsRefused() {
        plans.put("1002", List.of(diverted("1003")));
        plans.put("1003", List.of(diverted("1002")));
        call();
        assertThat(told()).isEqualTo(482);
        assertThat(endpoint.legs()).isEmpty();
        over();
    }

    @Test
    void aChainOfDiversionsHasABound() {
        for (int i = 0; i < 20; i++) {
            plans.put("10" + (10 + i), List.of(diverted("10" + (11 + i))));
        }
        call(FakeRequest.invite("1001", "1010").body(OFFER));
        assertThat(told()).isEqualTo(483);
        over();
    }

    @Test
    void theLastDiversionStandsFirst() {
        plans.put("1002", List.of(diverted("1003")));
        plans.put("1003", List.of(diverted("1004")));
        call();
        assertThat(diversions()).extracting(value -> value.substring(5, 9)).containsExactly("1003", "1002");
    }

    @Test
    void theCallerCancelsWhileTheDiversionRings() {
        plans.put("1002", List.of(itself(), diverted("1003", Failure.NO_ANSWER)));
        call();
        rings(b(0));
        after(RING);
        rings(b(1));
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 487)));
        assertThat(b(1).ended()).isTrue();
        over();
    }

    @Test
    void theCallerCancelsInTheMomentInWhichTheDiversionBegins() {
        plans.put("1002", List.of(itself(), diverted("1003", Failure.NO_ANSWER)));
        call();
        rings(b(0));
        timer.advance(RING);
        a.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 487)));
        settle();
        assertThat(endpoint.legs()).allMatch(FakeLeg::ended);
        over();
    }

    @Test
    void whoAnswersInTheMomentInWhichTheDiversionBeginsIsNotLeftAlone() {
        plans.put("1002", List.of(itself(), diverted("1003", Failure.NO_ANSWER)));
        call();
        rings(b(0));
        timer.advance(RING);
        b(0).fire(new LegEvent.Answered(Optional.of(ANSWER)));
        settle();
        assertThat(endpoint.legs()).filteredOn(leg -> !leg.ended()).hasSize(1);
    }

    @Test
    void aGroupRingsAtOnceAndTheFirstToAnswerWins() {
        plans.put("1002", List.of(group("1003", "1004")));
        call();
        assertThat(numbers()).containsExactlyInAnyOrder("1003", "1004");
        rings(b(0));
        rings(b(1));
        answers(b(1));
        Cause loser = b(0).last(LegDeed.Hangup.class).orElseThrow().cause();
        assertThat(loser.headers()).contains(Causes.ELSEWHERE.headers().get(0));
        assertThat(diversions()).isEmpty();
        assertThat(b(1).ended()).isFalse();
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        over();
    }

    @Test
    void twoOfAGroupAnswerAtOnceAndOneOfThemIsHungUp() {
        plans.put("1002", List.of(group("1003", "1004")));
        call();
        b(0).fire(new LegEvent.Answered(Optional.of(ANSWER)));
        b(1).fire(new LegEvent.Answered(Optional.of(ANSWER)));
        settle();
        assertThat(endpoint.legs()).filteredOn(leg -> !leg.ended()).hasSize(1);
        assertThat(a.deeds().stream().filter(LegDeed.Answer.class::isInstance)).hasSize(1);
    }

    @Test
    void oneOfAGroupDeclinesForHimselfAlone() {
        plans.put("1002", List.of(group("1003", "1004")));
        call();
        refuses(b(0), 603);
        assertThat(b(1).ended()).isFalse();
        answers(b(1));
        assertThat(a.last(LegDeed.Answer.class)).isPresent();
    }

    @Test
    void theStepsOfAGroupRingOneAfterTheOtherAndThenTheLastNumber() {
        plans.put("1002", List.of(group("1003"), group("1004", "1009"), group("1005")));
        call();
        rings(b(0));
        after(RING);
        assertThat(numbers()).containsExactly("1003", "1004", "1009");
        rings(b(1));
        after(RING);
        assertThat(numbers()).endsWith("1005");
        refuses(b(2), 486);
        assertThat(told()).isEqualTo(486);
        over();
    }

    @Test
    void groupsThatHoldEachOtherRingNobodyForEver() {
        plans.put("1002", List.of(group("1003", "1008")));
        plans.put("1003", List.of(group("1002", "1008")));
        call();
        assertThat(numbers()).containsOnly("1008");
        assertThat(numbers().size()).isLessThanOrEqualTo(2);
    }

    @Test
    void aGroupIsDivertedLikeAnyNumber() {
        plans.put("1002", List.of(Stage.itself(Optional.empty()), diverted("1005", Failure.NO_ANSWER, Failure.SILENT)));
        callout(
                "ringgroup",
                5,
                outgoing -> outgoing.destination().number().equals("1002")
                        ? new Reach.Hunt(List.of(group("1003"), group("1004")), "a group")
                        : new Reach.NotMine("no group"));
        call();
        rings(b(0));
        after(RING);
        rings(b(1));
        after(RING);
        assertThat(numbers()).containsExactly("1003", "1004", "1005");
    }

    @Test
    void theCallerHearsNobodyWhoMayNotBeTheOneThatAnswers() {
        plans.put("1002", List.of(group("1003", "1004"), group("1005")));
        call();
        happens(b(0), new LegEvent.Progressed(Status.of(183), Optional.of(Body.sdp("early"))));
        assertThat(a.story()).last().isEqualTo("progress 180 Ringing");
        after(RING);
        // the last: what it says before the answer is what its answer says
        happens(b(2), new LegEvent.Progressed(Status.of(183), Optional.of(Body.sdp("early"))));
        assertThat(a.story()).last().isEqualTo("progress 183 Session Progress with sdp");
    }

    @Test
    void aNewEngineGoesOnWithTheStages() {
        plans.put("1002", List.of(itself(), diverted("1003", Failure.NO_ANSWER)));
        call();
        rings(b(0));
        after(RING.dividedBy(2));
        engineGoes();
        engineComes();
        after(RING.dividedBy(2));
        assertThat(numbers()).containsExactly("1002", "1003");
        rings(b(1));
        engineGoes();
        engineComes();
        answers(b(1));
        assertThat(a.last(LegDeed.Answer.class)).isPresent();
        happens(a, new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        over();
    }

    @Test
    void aCalleeWhoWasDivertedToTransfersOnward() {
        plans.put("1002", List.of(diverted("1003")));
        call();
        answers(b(0));
        happens(a, new LegEvent.Confirmed(Optional.empty()));
        FakeExchange refer = new FakeExchange(
                new Query("REFER", List.of(new Header("Refer-To", "<sip:1004@example.com>")), Optional.empty()));
        happens(b(0), new LegEvent.Asked(refer));
        assertThat(refer.answered().orElseThrow().status().code()).isEqualTo(202);
        assertThat(numbers()).containsExactly("1003", "1004");
    }

    @Test
    void aRehearsalTellsThePlanAndWhoIsRung() {
        plans.put("1002", List.of(itself(), diverted("1003", Failure.NO_ANSWER)));
        assertThat(engine.explain("1001", "1002", Optional.empty()))
                .extracting(Step::who, Step::outcome)
                .contains(org.assertj.core.groups.Tuple.tuple("forward", "a plan"))
                .anyMatch(step -> step.toList().get(0).equals("registrar"));
    }
}
