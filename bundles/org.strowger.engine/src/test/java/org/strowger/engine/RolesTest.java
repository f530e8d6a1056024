// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Constants;
import org.strowger.api.call.Callin;
import org.strowger.api.call.RoleInfo;
import org.strowger.testkit.FakeReference;
import org.strowger.testkit.StillClock;

class RolesTest {
    private final StillClock clock = new StillClock();
    private final Retirement retirement = new Retirement();
    private final Roles<String> roles = new Roles<>("callin", clock, () -> Settings.DEFAULT, rest -> {}, retirement);

    private static FakeReference<String> reference(long id, int ranking, String role) {
        return new FakeReference<>(id, ranking, Map.of(Callin.ROLE, role));
    }

    @Test
    void areAskedByRankingAndOfEqualsTheOldestFirst() {
        roles.add(reference(1, 0, "one"), "one");
        roles.add(reference(2, 10, "two"), "two");
        roles.add(reference(3, 0, "three"), "three");
        roles.add(reference(4, -5, "four"), "four");
        roles.add(reference(5, 10, "five"), "five");
        assertThat(roles.inOrder()).extracting(Role::service).containsExactly("two", "five", "one", "three", "four");
        assertThat(roles.first().orElseThrow().service()).isEqualTo("two");
    }

    @Test
    void areIncompleteWhileNobodyIsHere() {
        assertThat(roles.incomplete()).isTrue();
        clock.advance(Duration.ofDays(1));
        assertThat(roles.incomplete()).isTrue();
        roles.add(reference(1, 0, "one"), "one");
        assertThat(roles.incomplete()).isFalse();
    }

    @Test
    void areIncompleteForAWhileAfterOneLeft() {
        FakeReference<String> leaving = reference(1, 0, "one");
        roles.add(leaving, "one");
        roles.add(reference(2, 0, "two"), "two");
        roles.remove(leaving);
        assertThat(roles.inOrder()).extracting(Role::service).containsExactly("two");
        assertThat(roles.incomplete()).isTrue();
        clock.advance(Duration.ofSeconds(60));
        assertThat(roles.incomplete()).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(roles.incomplete()).isFalse();
    }

    @Test
    void doNotExpectOneBackThatWasUninstalled() {
        roles.add(reference(1, 0, "one"), "one");
        FakeReference<String> leaving =
                new FakeReference<>(2, 0, Map.of(Callin.ROLE, "two", FakeReference.UNINSTALLED, true));
        roles.add(leaving, "two");
        roles.remove(leaving);
        assertThat(roles.incomplete()).as("another may come in its place").isTrue();
        clock.advance(Settings.DEFAULT.patience().plusMillis(1));
        assertThat(roles.incomplete()).isFalse();
        assertThat(roles.infos()).extracting(RoleInfo::name).containsExactly("one");
    }

    @Test
    void doNotExpectOneBackWhoseConfigurationWasDeleted() {
        retirement.arrived(RetirementTest.knows("trunk~north"));
        roles.add(reference(1, 0, "one"), "one");
        FakeReference<String> changed = configured(2, "trunk~north");
        FakeReference<String> deleted = configured(3, "trunk~south");
        roles.add(changed, "north");
        roles.add(deleted, "south");
        roles.remove(deleted);
        clock.advance(Settings.DEFAULT.patience().plusMillis(1));
        assertThat(roles.incomplete()).isFalse();
        roles.remove(changed);
        clock.advance(Settings.DEFAULT.patience().plusMillis(1));
        assertThat(roles.incomplete()).as("it is expected back").isTrue();
    }

    private static FakeReference<String> configured(long id, String pid) {
        return new FakeReference<>(id, 0, Map.of(Callin.ROLE, "trunk", Constants.SERVICE_PID, pid));
    }

    @Test
    void areIncompleteUntilTheyHaveSettled() {
        roles.add(reference(1, 0, "one"), "one");
        roles.unsettled(true);
        assertThat(roles.incomplete()).isTrue();
        roles.unsettled(false);
        assertThat(roles.incomplete()).isFalse();
    }

    @Test
    void areCompleteAgainWhenTheSameRoleComesBack() {
        FakeReference<String> old = reference(1, 0, "one");
        roles.add(old, "one");
        roles.add(reference(2, 0, "two"), "two");
        roles.remove(old);
        roles.add(reference(3, 0, "one"), "one again");
        assertThat(roles.incomplete()).isFalse();
    }

    @Test
    void areCompleteWhenTheNewOneCameBeforeTheOldLeft() {
        FakeReference<String> old = reference(1, 0, "one");
        roles.add(old, "one");
        roles.add(reference(2, 0, "one"), "one again");
        roles.remove(old);
        assertThat(roles.incomplete()).isFalse();
        assertThat(roles.inOrder()).extracting(Role::service).containsExactly("one again");
    }

    @Test
    void aReferenceThatWasNeverAddedIsNoLoss() {
        roles.add(reference(1, 0, "one"), "one");
        roles.remove(reference(9, 0, "nine"));
        assertThat(roles.incomplete()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "registrar, org.strowger.registrar, registrar",
        "trunk, org.strowger.trunk~carrier, trunk-carrier",
        "trunk, org.strowger.trunk~a~b, trunk-a~b",
        "echo, , echo"
    })
    void areNamedByKindAndConfiguration(String kind, String pid, String name) {
        assertThat(Role.name(kind, pid)).isEqualTo(name);
    }

    private Role<String> only(Map<String, Object> properties) {
        return roles.add(new FakeReference<>(1, 0, properties), "service");
    }

    @Test
    void answerToTheirNameAndTheirKind() {
        Role<String> role = only(Map.of(Callin.ROLE, "trunk", Constants.SERVICE_PID, "org.strowger.trunk~carrier"));
        assertThat(role.id()).isEqualTo(new RoleId("trunk-carrier", "1.2.3", 1));
        assertThat(role.answersTo("trunk")).isTrue();
        assertThat(role.answersTo("trunk-carrier")).isTrue();
        assertThat(role.answersTo("trunk-other")).isFalse();
        assertThat(roles.infos()).extracting(RoleInfo::bundle).containsExactly("org.example.role");
    }

    @Test
    void withoutARolePropertyAreNamedAfterTheirBundle() {
        assertThat(only(Map.of()).name()).isEqualTo("org.example.role");
    }
}
