// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Turn;
import org.strowger.api.route.Destination;
import org.strowger.testkit.FakeRequest;

class GroupRoleTest {
    private final List<PeerRole> members = new ArrayList<>();
    private final GroupRole group = new GroupRole("carriers", () -> members, new SplittableRandom(7));

    private static Outgoing call(String via) {
        return new Outgoing(
                new Caller("1001", "", "1001"),
                "registrar",
                new Destination("+8610", "4000", Optional.of(via)),
                FakeRequest.invite("1001", "+8610"));
    }

    private void member(String name, int priority, int weight, String... more) {
        List<String> keys = new ArrayList<>(List.of(
                "host",
                "192.0.2." + (members.size() + 1),
                "group",
                "carriers",
                "group.priority",
                Integer.toString(priority),
                "group.weight",
                Integer.toString(weight)));
        keys.addAll(List.of(more));
        members.add(Configs.role(name, keys.toArray(String[]::new)));
    }

    private List<String> hosts() {
        return ((Reach.InTurn) group.reach(call("trunks-carriers")))
                .turns().stream()
                        .map(Turn::target)
                        .map(target -> target.flow().orElseThrow().host())
                        .toList();
    }

    @Test
    void theLowestPriorityIsCalledFirstAndTheOthersAfterIt() {
        member("reserve", 20, 1);
        member("usual", 10, 1);
        assertThat(hosts()).containsExactly("192.0.2.2", "192.0.2.1");
    }

    @Test
    void ofEqualsEachComesFirstAsOftenAsItsWeightSays() {
        member("a", 0, 3);
        member("b", 0, 1);
        int first = 0;
        for (int i = 0; i < 4_000; i++) {
            first += hosts().get(0).equals("192.0.2.1") ? 1 : 0;
        }
        assertThat(first).isBetween(2_800, 3_200);
    }

    @Test
    void eachTrunkCountsItsOwnCalls() {
        member("a", 0, 1, "limit.out.calls", "5", "called.add", "00");
        Turn turn =
                ((Reach.InTurn) group.reach(call("trunks-carriers"))).turns().get(0);
        assertThat(turn.limits())
                .extracting("name", "calls")
                .containsExactly(org.assertj.core.groups.Tuple.tuple("trunk-a out", 5));
        assertThat(turn.target().uri()).hasToString("sip:00+8610@192.0.2.1");
    }

    @Test
    void whoCannotBeCalledAndWhoIsOfAnotherGroupIsPassedOver() {
        member("a", 0, 1, "enabled", "false");
        members.add(Configs.role("other", "host", "192.0.2.77", "group", "others"));
        members.add(Configs.role("alone", "host", "192.0.2.78"));
        Reach reach = group.reach(call("trunks-carriers"));
        assertThat(reach).isInstanceOfSatisfying(Reach.Unavailable.class, none -> {
            assertThat(none.reply().status().code()).isEqualTo(503);
            assertThat(none.why()).isEqualTo("trunk-a: disabled");
        });
        member("b", 50, 0);
        assertThat(hosts()).containsExactly("192.0.2.4");
    }

    @Test
    void onlyARouteThatNamesItLeadsHere() {
        member("a", 0, 1);
        assertThat(group.reach(call("trunks-others"))).isInstanceOf(Reach.NotMine.class);
        assertThat(group.reach(call("trunk"))).isInstanceOf(Reach.NotMine.class);
        assertThat(group.reach(call("trunks"))).isInstanceOf(Reach.NotMine.class);
    }
}
