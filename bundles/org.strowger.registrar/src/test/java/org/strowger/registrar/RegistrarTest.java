// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.registrar.Bench.register;
import static org.strowger.registrar.Bench.values;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.audit.Table;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;
import org.strowger.api.sip.SipReply;
import org.strowger.testkit.FakeRequest;
import org.strowger.testkit.ManualScheduler;

class RegistrarTest {
    private final Bench bench = new Bench();
    private final ManualScheduler scheduler = new ManualScheduler(bench.clock);
    private final Registrar registrar =
            new Registrar(Bench.configuration(), bench.registry, bench.digests, bench.clock, scheduler);

    private final RegistrarConfigured configured = new RegistrarConfigured();

    @BeforeEach
    void refer() {
        configured.registrar = registrar;
    }

    @AfterEach
    void stop() {
        registrar.deactivate();
        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void aNewConfigurationHoldsFromTheNextRequestOn() {
        registrar.modified(Map.of("expires.default", 90));

        SipReply reply = registrar.answer(register("<sip:a@h>"));

        assertThat(values(reply, "Contact")).containsExactly("<sip:a@h>;expires=90");
    }

    @Test
    void aBadConfigurationLeavesTheLastGoodOneInForceAndIsReported() {
        registrar.modified(Map.of("expires.default", 90));
        registrar.modified(Map.of("expires.default", "soon", "realm", "elsewhere"));

        assertThat(registrar.settings().expiresDefault()).isEqualTo(90);
        assertThat(registrar.settings().realm()).isEqualTo(Bench.REALM);
        assertThat(configured.refused())
                .containsExactly(new Problem(Registrar.PID, "", "expires.default", "'soon' is not a whole number"));

        registrar.modified(Map.of("expires.default", "120"));
        assertThat(registrar.settings().expiresDefault()).isEqualTo(120);
        assertThat(configured.refused()).isEmpty();
    }

    @Test
    void aBadValueAtTheStartIsItsDefaultAndIsReported() {
        Registrar started = new Registrar(
                Values.of(Map.of("sweep.period", "often", "self.call", "allow"), Registrar.PID),
                bench.registry,
                bench.digests,
                bench.clock,
                scheduler);

        assertThat(started.settings().sweepPeriod()).isEqualTo(Duration.ofSeconds(30));
        assertThat(started.settings().selfCall()).isEqualTo(SelfCall.ALLOW);
        assertThat(started.refused()).extracting(Problem::key).containsExactly("sweep.period");
    }

    @Test
    void whatWouldBeRefusedIsSaidWithoutTakingIt() {
        assertThat(configured.check(Registrar.PID, Map.of("realm", "a\"b", "sweep.period", 0)))
                .extracting(Problem::toString)
                .containsExactly(
                        "org.strowger.registrar: realm: a realm holds no quotes, backslashes or control characters",
                        "org.strowger.registrar: sweep.period: 0 is not between 1 and 3600");
        assertThat(configured.check(Registrar.PID, Map.of())).isEmpty();
        assertThat(configured.refused()).isEmpty();
    }

    @Test
    void expiredBindingsAreSweptAtThePeriodThatIsConfigured() {
        registrar.answer(register("<sip:a@h>;expires=60"));
        registrar.modified(Map.of("sweep.period", 100));

        scheduler.advance(Duration.ofSeconds(99));
        assertThat(bench.bindings.size()).isEqualTo(1);
        scheduler.advance(Duration.ofSeconds(1));
        assertThat(bench.bindings.size()).isZero();
    }

    @Test
    void theBooksAreOpen() {
        registrar.answer(register("<sip:a@h>", "<sip:b@h>"));

        assertThat(registrar.subject()).isEqualTo("registrar");
        assertThat(registrar.tables())
                .containsExactly(
                        new Table("accounts", 3, 1_000_000, false, Set.of()),
                        new Table("bindings", 2, 9, false, Set.of()),
                        new Table("accounts to write", 1, 1_000_000, false, Set.of()));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"MESSAGE", "SUBSCRIBE", "PUBLISH", "REFER", "NOTIFY", "INFO"})
    void aStrangerIsChallengedAndAnAccountLearnsWhatItMayAskFor(String method) {
        Refusals refusals = new Refusals(registrar, bench.registry, bench.digests);
        FakeRequest request = FakeRequest.of(method, "3000", "3001");

        SipReply stranger = refusals.answer(request);
        SipReply account = refusals.answer(request.header("Authorization", "3000"));

        assertThat(stranger.status().code()).isEqualTo(401);
        assertThat(stranger.headers()).isEqualTo(List.of(FakeDigests.CHALLENGE));
        assertThat(account.status().code()).isEqualTo(405);
        assertThat(values(account, "Allow"))
                .containsExactly("INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, INFO, REGISTER");
    }
}
