// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTest {
    /** Checks as they succeed (+) or fail (-), and what is believed after each: up (u) or down (d). */
    @ParameterizedTest
    @CsvSource({
        "3, 2, +++,        uuu",
        "3, 2, --+--+,     uuuuuu",
        "3, 2, ---,        uud",
        "3, 2, ----++,     uudddu",
        "3, 2, ---+-+-++,  uudddddd" + "u",
        "1, 1, -+-+,       dudu",
    })
    void severalInARowAreBelieved(int down, int up, String checks, String believed) {
        Health.Plan plan = new Health.Plan(30, down, up);
        StringBuilder after = new StringBuilder();
        Health health = Health.UNKNOWN;
        for (char check : checks.toCharArray()) {
            health = health.after(check == '+', plan);
            after.append(health.up() ? 'u' : 'd');
        }
        assertThat(after.toString()).isEqualTo(believed);
    }
}
