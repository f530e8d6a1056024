// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two phones that others have written, one by UDP and one by TCP: each hears the other's tone. */
@Wire
final class RealPhonesIT {
    private static final int A = 440;
    private static final int C = 1046;

    @Test
    @DisplayName("Real phones: one calls the other, both are heard, the caller hangs up")
    void theyTalkUntilTheCallerHangsUp(Exchange exchange, Lab lab) {
        Baresip alice = Baresip.register(lab, exchange.account(), "udp", A);
        Baresip bob = Baresip.register(lab, exchange.account(), "tcp", C);

        alice.dial(bob);
        assertHearEachOther(alice, bob);
        alice.hangUp();
        bob.awaitOver();
        alice.awaitOver();
        exchange.audit();
    }

    @Test
    @DisplayName("Real phones: the one by TCP calls, the one that is called hangs up")
    void theyTalkUntilTheCalleeHangsUp(Exchange exchange, Lab lab) {
        Baresip alice = Baresip.register(lab, exchange.account(), "tcp", A);
        Baresip bob = Baresip.register(lab, exchange.account(), "udp", C);

        alice.dial(bob);
        assertHearEachOther(alice, bob);
        bob.hangUp();
        alice.awaitOver();
        bob.awaitOver();
        exchange.audit();
    }

    private static void assertHearEachOther(Baresip alice, Baresip bob) {
        alice.awaitTalking();
        bob.awaitTalking();
        Path heardByAlice = alice.heard(3);
        Path heardByBob = bob.heard(3);
        assertThat(Tone.share(heardByBob, A)).as("Alice's tone at Bob's").isGreaterThan(0.8);
        assertThat(Tone.share(heardByBob, C)).as("Bob's own").isLessThan(0.05);
        assertThat(Tone.share(heardByAlice, C)).as("Bob's tone at Alice's").isGreaterThan(0.8);
        assertThat(Tone.share(heardByAlice, A)).as("Alice's own").isLessThan(0.05);
    }
}
