// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.router.Tables.configuration;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {
    @ParameterizedTest(name = "{0} before {1}: {2}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "* * true",
                "* 2005 true",
                "* /9(.*)/ true",
                "2005 2005 true",
                "2005 2006 false",
                "2005 * false",
                "9* 911 true",
                "9* 9 false",
                "9* 91* true",
                "91* 9* false",
                "9* 900-999 true",
                "9* 899-999 false",
                "90*,91*,92*,93*,94*,95*,96*,97*,98*,99* 9* false",
                "90*,91*,92*,93*,94*,95*,96*,97*,98*,99* 900-999 true",
                "90*,91*,92*,93*,94*,95*,96*,97*,98* 900-999 false",
                "100-199 150 true",
                "100-199 0150 false",
                "100-199 120-130 true",
                "100-199 120-230 false",
                "100-149,150-199 100-199 true",
                "100-149,151-199 100-199 false",
                "100-149,150,151-199 100-199 true",
                "1,2,3 2 true",
                "1,2,3 2,3 true",
                "1,2,3 3,4 false",
                "*,1 * true",
                "1,* /x/ true",
                "+49* +4930-+4940 true",
                "+* +4930-+4940 true",
                "/9.*/ 911 true",
                "/9.*/ 811 false",
                "/9.*/ 911,912 true",
                "/9.*/ 900-999 false",
                "/9.*/ 9* false",
                "/9.*/ /9.*/ true",
                "/9.*/ /9[0-9]*/ false",
                "9* /9[0-9]+/ false"
            })
    void knowsWhatCoversWhat(String first, String second, boolean covers) throws Exception {
        assertThat(Coverage.covers(PatternParser.parse(first), PatternParser.parse(second)))
                .isEqualTo(covers);
        assertThat(TableParser.parse(configuration("* " + first + " = 1", "* " + second + " = 2"))
                        .warnings())
                .hasSize(covers ? 1 : 0);
        assertThat(TableParser.parse(configuration(first + " 7 = 1", second + " 7 = 2"))
                        .warnings())
                .hasSize(covers ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "* 1 = =, 7 1 = =, true",
        "7 1 = =, * 1 = =, false",
        "7 * = =, * 1 = =, false",
        "* * = = callin=trunk, * 1 = =, false",
        "* * = =, * 1 = = callin=trunk, true",
        "* * = = callin=trunk, * 1 = = callin=trunk-a, true",
        "* * = = callin=trunk-a, * 1 = = callin=trunk, false"
    })
    void aRowIsShadowedOnlyWhereAllItsConditionsAre(String first, String second, boolean shadowed) {
        assertThat(TableParser.parse(configuration(first, second)).warnings()).hasSize(shadowed ? 1 : 0);
    }

    @Test
    void namesTheFirstRowThatCovers() {
        Reading reading =
                TableParser.parse(configuration("* 1 = =", "* 91* = =", "* 9* = =", "* 911 = =", "* 912 = ="));
        assertThat(reading.warnings())
                .extracting(Finding::toString)
                .containsExactly(
                        "route.4: never matches: route.2 (* 91* = =) takes all its calls",
                        "route.5: never matches: route.2 (* 91* = =) takes all its calls");
    }

    @Test
    void agreesWithTryingEveryNumber() throws Exception {
        Random random = new Random(1891);
        List<String> numbers = RandomTables.everyShortNumber();
        int covered = 0;
        for (int i = 0; i < 20_000; i++) {
            NumberPattern first = PatternParser.parse(RandomTables.pattern(random, false));
            NumberPattern second = PatternParser.parse(RandomTables.pattern(random, false));
            boolean all = numbers.stream().filter(second::matches).allMatch(first::matches);
            assertThat(Coverage.covers(first, second))
                    .as("%s covers %s", first, second)
                    .isEqualTo(all);
            covered += all ? 1 : 0;
        }
        assertThat(covered).isGreaterThan(1000);
    }
}
