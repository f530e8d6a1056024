// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.audit.Table;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Cause;
import org.strowger.api.call.LegEvent;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.config.Values;
import org.strowger.api.media.AudioEvent.End;
import org.strowger.api.route.Destination;
import org.strowger.api.sip.Body;
import org.strowger.testkit.FakeLeg;
import org.strowger.testkit.FakeOffer;
import org.strowger.testkit.FakeRequest;
import org.strowger.testkit.ManualExecutor;

class ForwardTest {
    private static final Body THEIRS = Body.sdp("theirs");
    private static final Caller ALICE = new Caller("4001", "Alice", "1001");

    private final FakeAudio audio = new FakeAudio();
    private final ManualExecutor writer = new ManualExecutor();
    private final List<Profile> saved = new ArrayList<>();
    private boolean broken;
    private final Profiles profiles = new Profiles(
            new Store() {
                @Override
                public List<Profile> open() {
                    return List.of();
                }

                @Override
                public void save(Profile profile) throws SQLException {
                    if (broken) {
                        throw new SQLException("the disk is full");
                    }
                    saved.add(profile);
                }
            },
            List.of(),
            writer);
    private final FakeLeg leg = FakeLeg.a("call", Runnable::run).asLocal();
    private Forward forward = forward();

    private Forward forward() {
        return new Forward(new Values(Forward.PID, Map.of()), profiles, audio);
    }

    private Reach reach(String role, FakeRequest request) {
        Destination to = new Destination(request.uri().number(), "4001", Optional.empty());
        return forward.reach(new Outgoing(ALICE, role, to, request));
    }

    private Reach reach(String number) {
        return reach("registrar", FakeRequest.invite("4001", number));
    }

    private void dials(String number, Body offer) {
        ((Reach.Here) reach(number))
                .application()
                .invited(leg, FakeOffer.of(FakeRequest.invite("4001", number).body(offer)));
    }

    private void dials(String number) {
        dials(number, THEIRS);
    }

    private void acknowledges() {
        leg.fire(new LegEvent.Confirmed(Optional.empty()));
    }

    private long served() {
        return forward.tables().stream()
                .filter(Table::perCall)
                .mapToLong(Table::size)
                .sum();
    }

    @Test
    void aCodeIsCarriedOutSaidAndHungUp() {
        dials("*721002");
        acknowledges();
        assertThat(audio.story).containsExactly("open");
        writer.runAll();
        // of the account, whichever of its numbers it called from
        assertThat(profiles.of("1001").target(Kind.ALWAYS)).contains("1002");
        assertThat(audio.story).endsWith("play [forward/on, 1002]");
        audio.played(End.WHOLE);
        assertThat(leg.story()).endsWith("hangup US 200 OK");
        assertThat(audio.story).endsWith("close");
        assertThat(served()).isZero();
        assertThat(reach("1001")).isInstanceOf(Reach.Hunt.class);
    }

    @Test
    void nothingIsSaidBeforeTheAck() {
        dials("*78");
        writer.runAll();
        assertThat(audio.story).containsExactly("open");
        acknowledges();
        assertThat(audio.story).endsWith("play [forward/quiet]");
    }

    @Test
    void whoHangsUpBeforeHasHadItDone() {
        dials("*78");
        leg.fire(new LegEvent.Ended(Cause.of(Cause.By.PEER, 200)));
        writer.runAll();
        assertThat(profiles.of("1001").quiet()).isTrue();
        assertThat(audio.story).containsExactly("open", "close");
        assertThat(served()).isZero();
    }

    @Test
    void whatTheDatabaseRefusesIsSaidToBe() {
        broken = true;
        dials("*78");
        acknowledges();
        writer.runAll();
        assertThat(profiles.of("1001").isPlain()).isTrue();
        assertThat(audio.story).endsWith("play [forward/refused]");
    }

    @Test
    void aNumberCannotBeDivertedToItself() {
        dials("*721001");
        acknowledges();
        writer.runAll();
        assertThat(saved).isEmpty();
        assertThat(audio.story).endsWith("play [forward/refused]");
    }

    @Test
    void aPromptThatCannotBePlayedEndsTheCallToo() {
        dials("*79");
        acknowledges();
        writer.runAll();
        audio.played(End.FAILED);
        assertThat(leg.ended()).isTrue();
    }

    @Test
    void whoCannotHearHasHadItDone() {
        dials("*78", FakeAudio.REFUSED);
        writer.runAll();
        assertThat(leg.story()).endsWith("hangup US 488 Not Acceptable Here");
        assertThat(profiles.of("1001").quiet()).isTrue();
    }

    @Test
    void aCodeWithoutItsNumberIsIncomplete() {
        assertThat(((Reach.Unavailable) reach("*72")).reply().status().code()).isEqualTo(484);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trunk-a", "attendant"})
    void whoIsNoAccountDialsNoCodes(String role) {
        assertThat(reach(role, FakeRequest.invite("4001", "*78"))).isInstanceOf(Reach.NotMine.class);
    }

    @Test
    void aDiversionToACodeDoesNothingToWhoCalls() {
        FakeRequest diverted =
                FakeRequest.invite("4001", "*78").header("Diversion", "<sip:1009@h>;reason=unconditional");
        assertThat(reach("registrar", diverted)).isInstanceOf(Reach.NotMine.class);
    }

    @Test
    void theNextVersionGoesOnWhereItWas() throws InterruptedException {
        dials("*721002");
        acknowledges();
        writer.runAll();
        forward.deactivate();
        assertThat(leg.left()).isTrue();
        forward = forward();
        forward.resumed(leg);
        assertThat(audio.story).endsWith("play [forward/on, 1002]", "leave", "open again");
        audio.played(End.WHOLE);
        assertThat(leg.ended()).isTrue();
    }

    @Test
    void theNextVersionDoesWhatWasNotDoneYet() throws InterruptedException {
        dials("*721002");
        forward.deactivate();
        forward = forward();
        forward.resumed(leg);
        acknowledges();
        writer.runAll();
        assertThat(profiles.of("1001").target(Kind.ALWAYS)).contains("1002");
        assertThat(audio.story).endsWith("open again", "play [forward/on, 1002]");
    }

    @Test
    void anAliasGoesWhereItsAccountDoesUnlessItHasSettingsOfItsOwn() throws SQLException {
        forward.numbers = number -> number.equals("4001") ? Optional.of("1001") : Optional.empty();
        assertThat(reach("4001")).isInstanceOf(Reach.NotMine.class);
        profiles.change("1001", before -> before.withQuiet(true));
        assertThat(reach("4001")).isInstanceOf(Reach.Unavailable.class);
        assertThat(reach("4002")).isInstanceOf(Reach.NotMine.class);
        profiles.change("4001", before -> before.with(Kind.ALWAYS, "1002"));
        assertThat(reach("4001")).isInstanceOf(Reach.Hunt.class);
    }

    @Test
    void aBadConfigurationLeavesWhatIsInForce() {
        forward.modified(Map.of("code.quiet.on", "*55", "service.pid", Forward.PID));
        assertThat(reach("*55")).isInstanceOf(Reach.Here.class);
        forward.modified(Map.of("ring", "0", "code.quiet.on", "*56", "service.pid", Forward.PID));
        assertThat(forward.refused()).singleElement().satisfies(problem -> assertThat(problem.key())
                .isEqualTo("ring"));
        assertThat(reach("*55")).isInstanceOf(Reach.Here.class);
    }
}
