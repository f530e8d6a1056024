// SPDX-License-Identifier: Apache-2.0
package org.strowger.pickup;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.strowger.api.call.CallInfo;
import org.strowger.api.call.CallState;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Switchboard;
import org.strowger.api.config.Values;
import org.strowger.api.media.AudioEvent;
import org.strowger.api.route.Destination;
import org.strowger.api.sip.Body;
import org.strowger.testkit.FakeLeg;
import org.strowger.testkit.FakeOffer;
import org.strowger.testkit.FakeRequest;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

class PickupTest {
    private static final Body THEIRS = Body.sdp("theirs");
    private static final Map<String, Object> CONFIGURATION = Map.of("groups", "1001,1002,1003; 2001, 2002");

    private final FakeAudio audio = new FakeAudio();
    private final ManualScheduler timer = new ManualScheduler(new StillClock());
    private final FakeLeg a = FakeLeg.a("picker", Runnable::run).asLocal();
    private final FakeLeg b = FakeLeg.a("rung", Runnable::run).asLocal();
    private final List<CallInfo> calls = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Consumer<? super Optional<Leg>>> told = new ArrayList<>();
    private Pickup pickup = pickup();

    private Pickup pickup() {
        Pickup made = new Pickup(new Values(Pickup.PID, CONFIGURATION), audio, timer);
        made.switchboards = new ComponentServiceObjects<>() {
            @Override
            public Switchboard getService() {
                return switchboard();
            }

            @Override
            public void ungetService(Switchboard service) {
                assertThat(service).isNotNull();
            }

            @Override
            public ServiceReference<Switchboard> getServiceReference() {
                throw new UnsupportedOperationException("not needed");
            }
        };
        return made;
    }

    @SuppressWarnings("unchecked")
    private Switchboard switchboard() {
        return (Switchboard) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Switchboard.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "calls" -> calls;
                    case "pickUp" -> {
                        asked.add((String) arguments[0]);
                        told.add((Consumer<? super Optional<Leg>>) arguments[2]);
                        yield null;
                    }
                    case "hashCode" -> 1;
                    case "equals" -> proxy == arguments[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @BeforeEach
    void somebodyRings() {
        calls.add(call("talks", "1002", CallState.TALKING));
        calls.add(call("rung", "1002", CallState.RINGING));
        calls.add(call("later", "1003", CallState.RINGING));
        calls.add(call("other", "2001", CallState.RINGING));
    }

    private static CallInfo call(String id, String to, CallState state) {
        return new CallInfo(
                id, state, "9", to, to, "trunk", "registrar", "", Instant.EPOCH, Optional.empty(), List.of());
    }

    private Reach reach(String role, String number) {
        return pickup.reach(new Outgoing(
                new Caller("1001", "Alice", "1001"),
                role,
                new Destination(number, "1001", Optional.empty()),
                FakeRequest.invite("1001", number)));
    }

    private void dials(String number) {
        ((Reach.Here) reach("registrar", number))
                .application()
                .invited(a, FakeOffer.of(FakeRequest.invite("1001", number).body(THEIRS)));
    }

    private void has(FakeLeg leg) {
        told.get(0).accept(Optional.of(leg));
    }

    private void pickedUp() {
        dials("*81002");
        has(b);
        b.fire(new LegEvent.Invited(Optional.of(THEIRS)));
        b.fire(new LegEvent.Confirmed(Optional.empty()));
        a.fire(new LegEvent.Confirmed(Optional.empty()));
    }

    private long legs() {
        return pickup.tables().get(0).size();
    }

    @ParameterizedTest
    @CsvSource({"*81002, rung", "*82001, other", "*8, rung", "*81009, ''"})
    void theOneThatHasRungLongestIsTaken(String dialled, String call) {
        dials(dialled);
        assertThat(asked).isEqualTo(call.isEmpty() ? List.of() : List.of(call));
        assertThat(a.ended()).isEqualTo(call.isEmpty());
    }

    @Test
    void whereGroupsAreMeantAStrangersCallIsNotToBeHad() {
        Settings settings =
                Settings.read(new Values(Pickup.PID, Map.of("groups", "1001,1002", "directed", "group", "code", "**")));
        assertThat(settings.chosen(calls, "2001", Set.of("1001"))).isEmpty();
        assertThat(settings.chosen(calls, "1002", Set.of("1001"))).isPresent();
        assertThat(settings.chosen(calls, "", Set.of("2001"))).isEmpty();
        assertThat(settings.behindCode("**1002")).contains("1002");
        assertThat(settings.behindCode("*81002")).isEmpty();
    }

    @Test
    void whoIsNoAccountPicksNothingUp() {
        assertThat(reach("trunk-a", "*81002")).isInstanceOf(Reach.NotMine.class);
        assertThat(reach("registrar", "1002")).isInstanceOf(Reach.NotMine.class);
    }

    @Test
    void bothAreAnsweredAndHearEachOtherAndEndTogether() {
        dials("*81002");
        assertThat(a.story()).isEmpty();
        has(b);
        b.fire(new LegEvent.Invited(Optional.of(THEIRS)));
        assertThat(b.story()).containsExactly("answer with sdp");
        assertThat(a.story()).isEmpty();
        b.fire(new LegEvent.Confirmed(Optional.empty()));
        assertThat(a.story()).containsExactly("answer with sdp");
        assertThat(audio.ports.get("picker").story).containsExactly("join rung");
        a.fire(new LegEvent.Confirmed(Optional.empty()));
        b.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(a.story()).endsWith("hangup US 200 OK");
        assertThat(legs()).isZero();
    }

    @Test
    void aCallThatIsGoneOrThatAnotherHasIsRefused() {
        dials("*81002");
        told.get(0).accept(Optional.empty());
        assertThat(a.story()).containsExactly("hangup US 480 Temporarily Unavailable");
        assertThat(legs()).isZero();
    }

    @Test
    void anotherAnswersFirst() {
        dials("*81002");
        has(b);
        b.fire(new LegEvent.Invited(Optional.of(THEIRS)));
        b.fire(new LegEvent.Ended(Cause.of(Cause.By.US, 487)));
        assertThat(a.story()).containsExactly("hangup US 480 Temporarily Unavailable");
        assertThat(legs()).isZero();
    }

    @Test
    void whoPicksUpGivesUpBeforeTheCallIsHis() {
        dials("*81002");
        a.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 487)));
        has(b);
        assertThat(b.story()).containsExactly("hangup US 480 Temporarily Unavailable");
        assertThat(legs()).isZero();
    }

    @Test
    void silenceEndsBoth() {
        pickedUp();
        audio.ports.get("picker").tell(new AudioEvent.Silent(Duration.ofMinutes(5)));
        assertThat(a.ended()).isTrue();
        assertThat(b.ended()).isTrue();
    }

    @Test
    void theNextVersionGoesOnWithBoth() throws InterruptedException {
        pickedUp();
        pickup.deactivate();
        assertThat(a.left() && b.left()).isTrue();
        pickup = pickup();
        pickup.resumed(b);
        pickup.resumed(a);
        assertThat(audio.ports.get("picker").story).endsWith("join rung");
        a.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        assertThat(b.ended()).isTrue();
        assertThat(legs()).isZero();
    }

    @Test
    void oneThatEndedMeanwhileEndsTheOther() throws InterruptedException {
        pickedUp();
        pickup.deactivate();
        pickup = pickup();
        b.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        pickup.resumed(b);
        pickup.resumed(a);
        assertThat(a.ended()).isTrue();
        assertThat(legs()).isZero();
    }
}
