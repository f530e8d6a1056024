// SPDX-License-Identifier: Apache-2.0
package org.strowger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Random calls over a network at its worst, through the engine and the SIP bundle as they ship. {@code distribution/simulation/run}
 * runs more of it. A failure names its seed; the property {@code simulation.seed} replays it, and prints what happened in the calls concerned.
 */
class HostileNetworkTest {
    private static final Logger log = LoggerFactory.getLogger(HostileNetworkTest.class);
    private static final Pattern CALL = Pattern.compile("call (\\d+):.*");

    private final int port = Ports.free();

    @Test
    void everyCallEndsRightly() {
        long first = Long.getLong("simulation.seed", new Random().nextInt(1_000_000));
        int worlds = Integer.getInteger("simulation.worlds", 5);
        int calls = Integer.getInteger("simulation.calls", 150);
        Set<String> sent = new HashSet<>();
        long events = 0;
        for (long seed = first; seed < first + worlds; seed++) {
            World world = new World(seed, Network.Quality.HOSTILE, port);
            List<String> violations = world.run(calls);
            assertThat(violations)
                    .as(() -> "-Dsimulation.seed=" + world.seed() + " -Dsimulation.worlds=1\n"
                            + stories(world, violations))
                    .isEmpty();
            events += world.events();
            sent.addAll(world.sentKinds());
            Ports.stopLater(world);
        }
        log.info("{} events in {} worlds from seed {} on", events, worlds, first);
        assertThat(sent)
                .as("what the exchange was brought to do")
                .contains("INVITE", "ACK", "CANCEL", "BYE", "UPDATE", "INFO", "NOTIFY")
                .contains("180", "183", "200", "202", "480", "481", "487", "491", "603");
    }

    @Test
    void aSeedTellsTheSameStoryTwice() {
        World one = new World(4711, Network.Quality.HOSTILE, port);
        one.run(60);
        World other = new World(4711, Network.Quality.HOSTILE, port);
        other.run(60);
        assertThat(other.events()).isEqualTo(one.events()).isGreaterThan(1_000);
        assertThat(other.fingerprint()).isEqualTo(one.fingerprint());
        Ports.stopLater(one);
        Ports.stopLater(other);
    }

    private static String stories(World world, List<String> violations) {
        StringBuilder all = new StringBuilder();
        TreeSet<Integer> calls = new TreeSet<>();
        for (String violation : violations) {
            Matcher call = CALL.matcher(violation);
            if (call.matches()) {
                calls.add(Integer.parseInt(call.group(1)));
            }
        }
        for (int call : calls) {
            all.append("call ").append(call).append(":\n");
            world.story(call).forEach(line -> all.append("  ").append(line).append('\n'));
        }
        return all.toString();
    }
}
