// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Network;
import org.strowger.api.sip.ServerSet;
import org.strowger.api.sip.SipResolver;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

class PeerServersTest {
    private static final InetAddress FIRST = Network.literal("192.0.2.1").orElseThrow();
    private static final InetAddress SECOND = Network.literal("192.0.2.2").orElseThrow();

    private final ManualScheduler scheduler = new ManualScheduler(new StillClock());
    private final List<String> asked = new ArrayList<>();
    private ServerSet answer = found(60, "192.0.2.1");
    private Optional<SipResolver> resolver = Optional.of(this::resolve);

    private void resolve(
            SipUri uri, Optional<Transport> transport, Executor executor, Consumer<? super ServerSet> done) {
        asked.add(uri + " " + transport.map(Transport::token).orElse("any"));
        executor.execute(() -> done.accept(answer));
    }

    private static ServerSet found(int seconds, String... hosts) {
        List<Flow> flows = List.of(hosts).stream()
                .map(host -> new Flow(Transport.UDP, host, 5060, "", "sip.example.org"))
                .toList();
        return new ServerSet(List.of(new ServerSet.Server(0, 0, flows)), Duration.ofSeconds(seconds), "");
    }

    private PeerServers servers(String... keysAndValues) {
        PeerServers made = new PeerServers(Configs.peer("carrier", keysAndValues), () -> resolver, scheduler).begin();
        scheduler.runDue();
        return made;
    }

    private void pass(int seconds) {
        scheduler.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void anAddressNeedsNobody() {
        resolver = Optional.empty();
        PeerServers servers = servers("host", "192.0.2.1", "transport", "tls");
        assertThat(servers.all()).extracting(Flow::toString).containsExactly("tls:192.0.2.1:5061");
        assertThat(servers.contain(FIRST)).isTrue();
        assertThat(servers.contain(SECOND)).isFalse();
    }

    @Test
    void aNetworkIsNowhereToCall() {
        PeerServers servers = servers("host", "192.0.2.0/24");
        assertThat(servers.all()).isEmpty();
        assertThat(servers.contain(SECOND)).isTrue();
        assertThat(asked).isEmpty();
    }

    @Test
    void aNameIsLookedUpAgainWhenWhatWasSaidHoldsNoLonger() {
        PeerServers servers = servers("host", "sip.example.org", "port", "5070", "transport", "tcp");
        assertThat(asked).containsExactly("sip:sip.example.org:5070 tcp");
        assertThat(servers.contain(FIRST)).isTrue();
        answer = found(60, "192.0.2.2", "192.0.2.1");
        pass(59);
        assertThat(servers.contain(SECOND)).isFalse();
        pass(1);
        assertThat(servers.all()).hasSize(2);
        assertThat(servers.contain(SECOND)).isTrue();
    }

    @Test
    void asOftenAsConfiguredAtTheLeastAndNotAllTheTime() {
        answer = found(86_400, "192.0.2.1");
        servers("host", "sip.example.org", "resolve.interval", "20");
        pass(20);
        assertThat(asked).hasSize(2);
        answer = found(0, "192.0.2.1");
        pass(20);
        asked.clear();
        pass(10);
        assertThat(asked).hasSize(2);
    }

    @Test
    void whileNobodyAnswersWhatWasKnownStays() {
        PeerServers servers = servers("host", "sip.example.org");
        answer = ServerSet.none(Duration.ofSeconds(5), "no name server answers");
        pass(60);
        assertThat(servers.contain(FIRST)).isTrue();
        answer = found(60, "192.0.2.2");
        pass(5);
        assertThat(servers.contain(FIRST)).isFalse();
        assertThat(servers.contain(SECOND)).isTrue();
    }

    @Test
    void whileTheResolverIsBeingReplacedItIsWaitedFor() {
        Optional<SipResolver> present = resolver;
        resolver = Optional.empty();
        PeerServers servers = servers("host", "sip.example.org");
        assertThat(servers.all()).isEmpty();
        resolver = present;
        pass(1);
        assertThat(servers.all()).hasSize(1);
    }

    @Test
    void whoIsGoneAsksNobody() {
        PeerServers servers = servers("host", "sip.example.org");
        servers.close();
        pass(300);
        assertThat(asked).hasSize(1);
    }
}
