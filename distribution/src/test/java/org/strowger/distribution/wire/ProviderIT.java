// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An outside line at a provider that others have written, Kamailio, with a phone that others have written behind it, baresip. */
@Wire
final class ProviderIT {
    private static final int A = 440;
    private static final int C = 1046;
    private static final Duration SOON = Duration.ofSeconds(20);

    /** How often the provider fails; in the long form of the test more often. */
    private static final int OUTAGES = Integer.getInteger("line.outages", 2);

    private static final long SEED = Long.getLong("line.seed", System.nanoTime());

    private static Exchange.Change line(Exchange exchange, Kamailio provider, Account account, String... lines) {
        return exchange.configure(
                Provider.FILE,
                "user = " + account.number() + "\npassword = pw" + account.number() + "\ndomain = provider.example\n"
                        + "registrar = " + provider.local() + "\n" + String.join("\n", lines) + "\n");
    }

    @ParameterizedTest(
            name =
                    "T1, T7: a phone here calls one behind the provider by the line over {0}, and is called back, with audio")
    @ValueSource(strings = {"udp", "tcp"})
    void callsGoOutAndComeBackIn(String transport, Exchange exchange, Lab lab) {
        Kamailio provider = Kamailio.start(lab);
        Account here = exchange.account();
        Baresip alice = Baresip.register(lab, here, "udp", A);
        Account there = Kamailio.account("8101");
        RawPhone asking = lab.udpPhone("127.0.0.1", provider.local());
        Baresip bob = Baresip.registerAt(lab, provider.local(), there, "udp", C, () -> provider.knows(asking, there));
        try (Exchange.Change line = line(exchange, provider, here, "transport = " + transport)) {
            Await.until(() -> "the line is registered\n" + provider.output(), SOON, () -> provider.knows(asking, here));
            alice.dial("8101");
            assertHearEachOther(alice, bob);
            alice.hangUp();
            bob.awaitOver();
            alice.awaitOver();
            alice.forget();
            bob.forget();
            bob.dial(here.number());
            bob.awaitTalking();
            alice.awaitTalking();
            bob.hangUp();
            alice.awaitOver();
            bob.awaitOver();
        }
        Await.until(() -> "the line is unregistered\n" + provider.output(), SOON, () -> !provider.knows(asking, here));
        exchange.audit();
    }

    @ParameterizedTest(
            name =
                    "T7, T8: a phone here calls one behind a trunk to others' exchange over {0}, and is called back, with audio")
    @ValueSource(strings = {"udp", "tcp"})
    void callsPassATrunkBothWays(String transport, Exchange exchange, Lab lab) {
        Kamailio peer = Kamailio.start(lab, "sip:" + exchange.udp() + ";transport=" + transport);
        Account here = exchange.account();
        Baresip alice = Baresip.register(lab, here, "udp", A);
        Account there = Kamailio.account("8301");
        RawPhone asking = lab.udpPhone("127.0.0.1", peer.local());
        Baresip bob = Baresip.registerAt(lab, peer.local(), there, "udp", C, () -> peer.knows(asking, there));
        String trunk = "host = " + peer.local().host() + "\nport = "
                + peer.local().port() + "\ntransport = " + transport
                + "\ndomain = provider.example\nauth.user = " + here.number() + "\nauth.password = pw" + here.number()
                + "\n";
        try (Exchange.Change up = exchange.configure("org.strowger.trunk-named.cfg", trunk)) {
            Await.until(
                    () -> "the trunk is here: " + exchange.json("pbx:trunks"),
                    SOON,
                    () -> exchange.json("pbx:trunks").toString().contains("trunk-named"));
            alice.dial("8301");
            assertHearEachOther(alice, bob);
            alice.hangUp();
            bob.awaitOver();
            alice.awaitOver();
            alice.forget();
            bob.forget();
            bob.dial(here.number());
            bob.awaitTalking();
            alice.awaitTalking();
            bob.hangUp();
            alice.awaitOver();
            bob.awaitOver();
        }
        exchange.audit();
    }

    private static void assertHearEachOther(Baresip alice, Baresip bob) {
        alice.awaitTalking();
        bob.awaitTalking();
        Path heardByAlice = alice.heard(3);
        Path heardByBob = bob.heard(3);
        assertThat(Tone.share(heardByBob, A)).as("Alice's tone at Bob's").isGreaterThan(0.8);
        assertThat(Tone.share(heardByAlice, C)).as("Bob's tone at Alice's").isGreaterThan(0.8);
    }

    @Test
    @DisplayName(
            "T4: a provider that fails again and again, and forgets, is registered at each time it is back, without a storm")
    void aProviderFailsAgainAndAgain(Exchange exchange, Lab lab) {
        Kamailio provider = Kamailio.start(lab);
        Account account = exchange.account();
        Random random = new Random(SEED);
        Capture capture = lab.capture("udp and dst host " + provider.local().host());
        long begin = System.nanoTime();
        try (Exchange.Change line = line(exchange, provider, account, "expires = 30")) {
            awaitKnown(exchange, lab, provider, account);
            for (int outage = 1; outage <= OUTAGES; outage++) {
                provider.stop();
                LockSupport.parkNanos(Duration.ofMillis(random.nextInt(45_000)).toNanos());
                provider.start();
                awaitKnown(exchange, lab, provider, account);
            }
        }
        long minutes = 1 + Duration.ofNanos(System.nanoTime() - begin).toMinutes();
        List<String> attempts = capture.stop().stream()
                .filter(packet -> packet.is("REGISTER"))
                .map(packet -> packet.message().header("Via"))
                .distinct()
                .toList();
        assertThat(attempts.size()).as("seed " + SEED).isLessThan((int) (20 * minutes));
        assertThat(exchange.json("pbx:lines")).isEmpty();
        exchange.audit();
    }

    private static void awaitKnown(Exchange exchange, Lab lab, Kamailio provider, Account account) {
        try (RawPhone asking = lab.udpPhone("127.0.0.1", provider.local())) {
            Await.until(
                    () -> "the line is registered, seed " + SEED + "\n" + exchange.console("pbx:lines")
                            + provider.output(),
                    Duration.ofSeconds(90),
                    Duration.ofMillis(500),
                    () -> provider.knows(asking, account));
        }
    }
}
