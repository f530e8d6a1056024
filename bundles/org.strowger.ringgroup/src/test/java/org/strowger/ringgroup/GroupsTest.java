// SPDX-License-Identifier: Apache-2.0
package org.strowger.ringgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.service.cm.ConfigurationAdmin;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Outgoing;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Stage;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;
import org.strowger.api.route.Destination;
import org.strowger.testkit.FakeRequest;

class GroupsTest {
    private Groups groups;
    private RingGroup role;

    @BeforeEach
    void noneIsConfigured() throws Exception {
        ConfigurationAdmin nothing = (ConfigurationAdmin) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ConfigurationAdmin.class},
                (proxy, method, arguments) -> null);
        groups = new Groups(nothing);
        role = new RingGroup(groups);
    }

    private void configure(String name, Map<String, String> properties) {
        groups.updated(Groups.PID + "~" + name, new Hashtable<>(properties));
    }

    private Reach reach(String number) {
        return role.reach(new Outgoing(
                new Caller("1001", "", "1001"),
                "registrar",
                new Destination(number, "1001", Optional.empty()),
                FakeRequest.invite("1001", number)));
    }

    private List<String> rung(String number) {
        return ((Reach.Hunt) reach(number))
                .stages().stream()
                        .map(stage -> stage.numbers() + " "
                                + stage.ring().map(time -> time.toSeconds()).orElse(0L))
                        .toList();
    }

    @Test
    void stepsRingOneAfterTheOtherAndThenTheLast() {
        configure("sales", Map.of("numbers", "600, 601", "steps", "1001, 1002 15; 1003", "ring", "9", "then", "5500"));
        assertThat(rung("600")).containsExactly("[1001, 1002] 15", "[1003] 9", "[5500] 0");
        assertThat(rung("601")).hasSize(3);
        assertThat(((Reach.Hunt) reach("600")).stages())
                .allMatch(stage -> stage.after().equals(Stage.ANY));
        assertThat(reach("602")).isInstanceOf(Reach.NotMine.class);
        assertThat(groups.report().rows()).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("group", "sales")
                .containsEntry("steps", "1001,1002 15; 1003 9"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''  | 1001       | ''  | 20  | numbers",
                "600 | ''         | ''  | 20  | steps",
                "600 | 600        | ''  | 20  | steps",
                "600 | 1001,1001  | ''  | 20  | steps",
                "600 | 1001;      | ''  | 20  | steps",
                "600 | 1001 0     | ''  | 20  | steps",
                "600 | 1001 99999 | ''  | 20  | steps",
                "600 | 1001 x     | ''  | 20  | steps",
                "600 | 1001       | 600 | 20  | then",
                "600 | 1001       | ''  | 0   | ring",
            })
    void whatIsWrongIsRefusedByName(String numbers, String steps, String last, String ring, String key) {
        Values values =
                new Values(Groups.PID + "~x", Map.of("numbers", numbers, "steps", steps, "then", last, "ring", ring));
        Group.read("x", values);
        assertThat(values.problems()).extracting(Problem::key).containsOnly(key);
    }

    @Test
    void whatIsMissingIsRefused() {
        assertThat(groups.check(Groups.PID + "~x", Map.of()))
                .extracting(Problem::key)
                .containsExactly("numbers", "steps");
    }

    @Test
    void aChangeForTheWorseLeavesTheGroupAsItWas() {
        configure("sales", Map.of("numbers", "600", "steps", "1001"));
        configure("sales", Map.of("numbers", "600", "steps", "1001 x"));
        assertThat(rung("600")).containsExactly("[1001] 20");
        assertThat(groups.refused()).extracting(Problem::key).containsExactly("steps");
        groups.deleted(Groups.PID + "~sales");
        assertThat(reach("600")).isInstanceOf(Reach.NotMine.class);
        assertThat(groups.refused()).isEmpty();
    }

    @Test
    void aNumberRingsOneGroup() {
        configure("a", Map.of("numbers", "600", "steps", "1001"));
        configure("b", Map.of("numbers", "600,601", "steps", "1002"));
        assertThat(rung("600")).containsExactly("[1001] 20");
        assertThat(reach("601")).isInstanceOf(Reach.NotMine.class);
        assertThat(groups.refused()).singleElement().satisfies(problem -> assertThat(problem.reason())
                .contains("group a"));
        groups.deleted(Groups.PID + "~a");
        assertThat(rung("601")).containsExactly("[1002] 20");
    }
}
