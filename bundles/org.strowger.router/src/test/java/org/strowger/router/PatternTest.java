// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTest {
    @ParameterizedTest(name = "{0} takes {1}: {2}")
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    *;               2005;       true
                    *;               '';         true
                    2005;            2005;       true
                    2005;            20051;      false
                    2005;            200;        false
                    alice;           alice;      true
                    alice;           Alice;      false
                    alice-bob;       alice-bob;  true
                    *97;             *97;        true
                    *21*100#;        *21*100#;   true
                    221,231,9*;      231;        true
                    221,231,9*;      91;         true
                    221,231,9*;      9;          false
                    221,100-199;     150;        true
                    100-199;         100;        true
                    100-199;         150;        true
                    100-199;         199;        true
                    100-199;         99;         false
                    100-199;         200;        false
                    100-199;         0150;       false
                    100-199;         1500;       false
                    100-199;         15a;        false
                    100-199;         1+5;        false
                    000-099;         050;        true
                    000-099;         50;         false
                    7-7;             7;          true
                    +4930100-+4930199; +4930150;   true
                    +4930100-+4930199; 4930150;    false
                    9*;              9123;       true
                    9*;              9;          false
                    9*;              89;         false
                    0049*;           004930;     true
                    +*;              +1;         true
                    *97*;            *971;       true
                    **;              *1;         true
                    **;              1;          false
                    /9[0-9]{3,}/;    9123;       true
                    /9[0-9]{3,}/;    912;        false
                    /9[0-9]{3,}/;    09123;      false
                    /9[0-9]{3,}/;    91234x;     false
                    /^9\\d+$/;       91;         true
                    /7|8/;           8;          true
                    /7|8/;           88;         false
                    /(1,)?2/;        1,2;        true
                    """)
    void takesTheNumbersItShould(String pattern, String number, boolean taken) throws Exception {
        assertThat(PatternParser.parse(pattern).matches(number)).isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "* 2005 1 2005",
                "9* 9123 1 123",
                "+49* +4930 1 30",
                "0*,9* 9123 1 123",
                "/9([0-9])([0-9]+)/ 9123 1 1",
                "/9([0-9])([0-9]+)/ 9123 2 23",
                "/9(x)?(1)/ 91 1 ''"
            })
    void captures(String pattern, String number, int group, String captured) throws Exception {
        assertThat(PatternParser.parse(pattern).capture(number, group)).isEqualTo(captured);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"* 1", "9* 1", "2005 0", "100-199 0", "0*,9* 1", "0*,911 0", "/9/ 0", "/(1)(2)/ 2"})
    void knowsHowManyCapturesEveryMatchHas(String pattern, int captures) throws Exception {
        assertThat(PatternParser.parse(pattern).captures()).isEqualTo(captures);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '\t',
            textBlock =
                    """
                    199-100;range 199-100 is upside down
                    99-100;range 99-100 has ends with different numbers of digits
                    +10-199;range +10-199 has a + at one end only
                    100-;100- begins like a range but is none, such as 100-199; a name that looks like this is written /100-/
                    -199;-199 begins like a range but is none
                    100-150-199;100-150-199 begins like a range but is none
                    007-bond;a name that looks like this is written /007-bond/
                    9*1;9*1 has a * within: it stands for the rest of a number at the end only
                    100,;list 100, has an empty element: write it without blanks
                    100,,200;list 100,,200 has an empty element
                    100,/x/;list 100,/x/ holds a regular expression: give that a row of its own
                    100,199-100;range 199-100 is upside down
                    [2-9]xx;character 1 of [2-9]xx ([) belongs to no number; a regular expression stands between two slashes
                    20=5;character 3 of 20=5 (=) belongs to no number
                    =;character 1 of = (=) belongs to no number
                    /9;regular expression /9 is not closed: it stands between two slashes
                    //;regular expression // is not closed
                    /9(/;regular expression /9(/ at character 2 (9(): missing closing )
                    /12[z-a]/;regular expression /12[z-a]/ at character 5 (z-a): invalid character class range
                    /a**/;regular expression /a**/ at character 3 (**): invalid nested repetition operator
                    /(?=9)/;regular expression /(?=9)/ at character 2 ((?=): invalid or unsupported Perl syntax
                    """)
    void saysWhatIsWrong(String text) {
        int semicolon = text.indexOf(';');
        assertThatThrownBy(() -> PatternParser.parse(text.substring(0, semicolon)))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining(text.substring(semicolon + 1));
    }

    @Test
    void refusesARegularExpressionOfUnreasonableLength() {
        assertThatThrownBy(() -> PatternParser.parse("/" + "1".repeat(300) + "/"))
                .hasMessage("regular expression is longer than 200 characters");
    }

    @Test
    void refusesAListOfUnreasonableLength() {
        assertThatThrownBy(() -> PatternParser.parse("1,".repeat(2000) + "1"))
                .hasMessage("list has 2001 elements, more than 1000");
    }

    @ParameterizedTest
    @Timeout(5)
    @ValueSource(
            strings = {"/((((1{99}){99}){99}){99})/", "/((1{50,}){50,})/", "/(1{2,40}){2,40}/", "/1{99999999999}/"})
    void refusesAnExpressionThatWouldFillTheMemory(String text) {
        assertThatThrownBy(() -> PatternParser.parse(text))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("repeats too much");
    }

    @Test
    @Timeout(5)
    void noExpressionBacktracks() throws Exception {
        assertThat(PatternParser.parse("/(1+)+(1+)+(1+)+x/").matches("1".repeat(5000)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"*", "2005", "9*", "100-199", "1,2*,30-39", "/9([0-9]+)/"})
    void readsBackAsItWasWritten(String text) throws Exception {
        assertThat(PatternParser.parse(text)).hasToString(text);
    }
}
