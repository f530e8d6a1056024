// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.strowger.api.sip.Network;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

class PeerAddressesTest {
    private static final InetAddress OLD = Network.literal("192.0.2.7").orElseThrow();
    private static final InetAddress NEW = Network.literal("192.0.2.8").orElseThrow();

    private final ManualScheduler scheduler = new ManualScheduler(new StillClock());
    private InetAddress[] answer = {OLD};

    private InetAddress[] lookUp(String name) throws UnknownHostException {
        if (answer.length == 0) {
            throw new UnknownHostException(name);
        }
        return answer;
    }

    @Test
    void aNameIsLookedUpOffTheCallPathAndFollowed() {
        Peer peer = Configs.peer("carrier", "host", "sip.example.org", "resolve.interval", "60");
        PeerAddresses addresses = PeerAddresses.of(peer, this::lookUp, scheduler);
        assertThat(addresses.all()).isEmpty();

        scheduler.runDue();
        assertThat(addresses.all()).first().isEqualTo(OLD);
        assertThat(addresses.contain(OLD)).isTrue();

        answer = new InetAddress[] {NEW, OLD};
        scheduler.advance(Duration.ofSeconds(60));
        assertThat(addresses.all()).containsExactly(NEW, OLD);
        assertThat(addresses.contain(OLD)).isTrue();
    }

    @Test
    void whileNoNameServerAnswersTheLastKnownAddressesStay() {
        Peer peer = Configs.peer("carrier", "host", "sip.example.org");
        PeerAddresses addresses = PeerAddresses.of(peer, this::lookUp, scheduler);
        scheduler.runDue();
        answer = new InetAddress[0];
        scheduler.advance(Duration.ofHours(1));

        assertThat(addresses.all()).first().isEqualTo(OLD);
        addresses.close();
        assertThat(scheduler.isShutdown()).isTrue();
    }
}
