// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.router.Tables.configuration;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.strowger.api.config.Problem;

class TableConfiguredTest {
    private static final String FILE = "org.strowger.router.cfg";
    private static final Map<String, Object> BAD = Map.of(
            "route.1", "* 1 = =",
            "route.20", "* 199-100 = =",
            "colour", "red",
            "felix.fileinstall.filename", "file:/opt/strowger/etc/" + FILE);

    private final TableConfigured configured = new TableConfigured();

    @Test
    void everyRowThatWouldBeRefusedIsNamedAndNothingIsTaken() {
        assertThat(configured.check(TableRouter.PID, BAD))
                .containsExactlyInAnyOrder(
                        new Problem(TableRouter.PID, FILE, "route.20", "in_to: range 199-100 is upside down"),
                        new Problem(
                                TableRouter.PID, FILE, "colour", "unknown key; rows are route.1, route.2 and so on"));
        assertThat(configured.refused()).isEmpty();
    }

    @Test
    void aGoodTableHasNothingAgainstIt() {
        assertThat(configured.check(TableRouter.PID, configuration("* 1 = ="))).isEmpty();
    }

    @Test
    void whatTheRouterDidNotTakeIsRefusedUntilItIsMended() {
        TableRouter router = new TableRouter(configuration("* 1 = ="));
        configured.plan = router;
        router.take(BAD);
        assertThat(configured.refused()).hasSize(2).isEqualTo(router.rejections());

        router.take(configuration("* 1 = ="));
        assertThat(configured.refused()).isEmpty();
    }
}
