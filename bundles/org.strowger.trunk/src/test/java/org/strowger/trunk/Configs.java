// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.strowger.api.config.Values;
import org.strowger.api.digest.DigestAuthenticator;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.ServerSet;
import org.strowger.api.sip.SipResolver;
import org.strowger.testkit.ManualScheduler;
import org.strowger.testkit.StillClock;

/** A trunk's configuration as Declarative Services would hand it over. */
final class Configs {
    private Configs() {}

    /** The properties of a file {@code org.strowger.trunk-NAME.cfg}, given as keys and values in turn. */
    static Map<String, Object> file(String name, String... keysAndValues) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("service.pid", "org.strowger.trunk~" + name);
        properties.put("felix.fileinstall.filename", "etc/org.strowger.trunk-" + name + ".cfg");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return properties;
    }

    static Values values(String name, String... keysAndValues) {
        return Values.of(file(name, keysAndValues), Trunk.PID);
    }

    static Peer peer(String name, String... keysAndValues) {
        Values values = values(name, keysAndValues);
        Peer peer = Peer.read(values);
        assertThat(values.problems()).isEmpty();
        return peer;
    }

    static PeerRole role(String name, String... keysAndValues) {
        return role(peer(name, keysAndValues), ServerSet.none(Duration.ofHours(1), "no such name"));
    }

    /** @param found what name servers say */
    static PeerRole role(Peer peer, ServerSet found) {
        return role(peer, found, flow -> true, Optional.empty());
    }

    static PeerRole role(Peer peer, ServerSet found, Predicate<Flow> healthy, Optional<DigestAuthenticator> digest) {
        ManualScheduler scheduler = new ManualScheduler(new StillClock());
        SipResolver resolver = (uri, transport, executor, done) -> executor.execute(() -> done.accept(found));
        PeerServers servers = new PeerServers(peer, () -> Optional.of(resolver), scheduler).begin();
        scheduler.runDue();
        return new PeerRole(peer, servers, new PeerRole.Desk(healthy, () -> digest, new SplittableRandom(7)));
    }
}
