// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Claim;
import org.strowger.testkit.FakeOffer;
import org.strowger.testkit.FakeRequest;

class CallersTest {
    private final Bench bench = new Bench();
    private final Callers callers = new Callers(bench.registry, bench.digests, () -> Bench.SETTINGS);

    private static FakeRequest invite(String from) {
        return FakeRequest.invite(from, "3001").header("Authorization", "3000");
    }

    @ParameterizedTest(name = "as {0}")
    @ValueSource(strings = {"3000", "3900"})
    void anAccountCallsAsItselfOrAsItsAlias(String number) {
        assertThat(callers.claim(FakeOffer.of(invite(number))))
                .isEqualTo(new Claim.Known(new Caller(number, "Almon", "3000")));
    }

    @Test
    void thePhonesNameIsShownWhereTheAccountHasNone() {
        FakeRequest request = FakeRequest.invite("3001", "3000")
                .from("Desk", "sip:3001@pbx.example")
                .header("Authorization", "3001");

        assertThat(callers.claim(FakeOffer.of(request))).isEqualTo(new Claim.Known(new Caller("3001", "Desk", "3001")));
    }

    @ParameterizedTest(name = "as {0}")
    @ValueSource(strings = {"3001", "9999"})
    void anAccountMayNotCallAsAnother(String number) {
        Claim claim = callers.claim(FakeOffer.of(invite(number)));

        assertThat(claim).isInstanceOf(Claim.Refuse.class);
        assertThat(((Claim.Refuse) claim).reply().status().code()).isEqualTo(403);
    }

    @ParameterizedTest(name = "as {0}")
    @ValueSource(strings = {"3000", "3002", "9999"})
    void whoProvesNothingIsChallengedBeItsAccountThereOrNot(String number) {
        Claim claim = callers.claim(FakeOffer.of(FakeRequest.invite(number, "3001")));

        assertThat(claim).isEqualTo(new Claim.Challenge(List.of(FakeDigests.CHALLENGE), "no right credentials"));
    }

    @Test
    void aCallFromWithinIsAnothersToClaim() {
        assertThat(callers.claim(FakeOffer.by("attendant-main", invite("3000"))))
                .isInstanceOf(Claim.NotMine.class);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"3000, true", "3900, true", "3002, false", "9999, false"})
    void aRehearsalTakesAnAccountAtItsWordAndSaysWhyOthersWouldFail(String number, boolean known) {
        Claim claim = callers.claim(FakeOffer.rehearsed(FakeRequest.invite(number, "3001")));

        if (known) {
            assertThat(claim).isEqualTo(new Claim.Known(new Caller(number, "Almon", "3000")));
        } else {
            assertThat(((Claim.Challenge) claim).why()).contains("no account has the number " + number);
        }
    }
}
