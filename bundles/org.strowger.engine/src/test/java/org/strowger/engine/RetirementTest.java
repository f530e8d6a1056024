// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.strowger.testkit.FakeReference;

class RetirementTest {
    private final Retirement retirement = new Retirement();

    /** A Config Admin that has the configurations of these PIDs. */
    static ConfigurationAdmin knows(String... pids) {
        return admin(text -> {
            Filter filter = FrameworkUtil.createFilter(text);
            boolean any = List.of(pids).stream().anyMatch(pid -> filter.matches(Map.of(Constants.SERVICE_PID, pid)));
            return any ? new Configuration[1] : null;
        });
    }

    private interface Listing {
        Configuration[] of(String filter) throws Exception;
    }

    private static ConfigurationAdmin admin(Listing listing) {
        return (ConfigurationAdmin) Proxy.newProxyInstance(
                RetirementTest.class.getClassLoader(),
                new Class<?>[] {ConfigurationAdmin.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "listConfigurations" -> listing.of((String) arguments[0]);
                    case "equals" -> proxy == arguments[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static FakeReference<String> role(String pid) {
        return new FakeReference<>(1, 0, Map.of(Constants.SERVICE_PID, pid));
    }

    @ParameterizedTest
    @CsvSource({"trunk~north, false", "trunk~south, true", "trunk~(a)*\\b, false", "trunk~*, true"})
    void isThatOfARoleWhoseConfigurationWasDeleted(String pid, boolean retired) {
        retirement.arrived(knows("trunk~north", "trunk~(a)*\\b"));
        assertThat(retirement.of(role(pid))).isEqualTo(retired);
    }

    @Test
    void isNotThatOfARoleWithoutAConfiguration() {
        retirement.arrived(knows());
        assertThat(retirement.of(new FakeReference<String>(1, 0, Map.of()))).isFalse();
    }

    @Test
    void isNotKnownWithoutConfigAdmin() {
        ConfigurationAdmin old = knows();
        ConfigurationAdmin next = knows();
        retirement.arrived(old);
        retirement.arrived(next);
        retirement.left(old);
        assertThat(retirement.of(role("trunk~north"))).isTrue();
        retirement.left(next);
        assertThat(retirement.of(role("trunk~north"))).isFalse();
    }

    @Test
    void isNotKnownWhereConfigAdminFails() {
        retirement.arrived(admin(filter -> {
            throw new IOException("the disk is gone");
        }));
        assertThat(retirement.of(role("trunk~north"))).isFalse();
    }
}
