// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.strowger.router.Tables.call;
import static org.strowger.router.Tables.say;
import static org.strowger.router.Tables.table;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.route.Trace;

class RowTest {
    @ParameterizedTest(name = "{0}: {1} to {2} gives {3}")
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    * 2005 2005 1001;              3000; 2005;    2005>1001
                    * 221 221 231;                 3000; 221;     221>231
                    * 9* = $1;                     3000; 9123;    3000>123
                    * * = +86$1;                   3000; 138;     3000>+86138
                    * 0* = +49$1;                  3000; 030555;  3000>+4930555
                    * 0* = 00$10;                  3000; 01;      3000>0010
                    300* * +49301234$1 =;        3007; 110;     +493012347>110
                    * 100-199 = 2$to;              3000; 150;     3000>2150
                    * 5000 = $from$to;             3000; 5000;    3000>30005000
                    3000,3001 * +493055$from =;   3001; 7;       +4930553001>7
                    * /9(..)(.*)/ = $2-$1;         3000; 91234;   3000>34-12
                    * *97 = 5000;                  3000; *97;     3000>5000
                    * 2005 = *97;                  3000; 2005;    3000>*97
                    * 0900* = !603;                3000; 09001;   !603 Decline
                    * 0900* = !404 No Such Luck;   3000; 09001;   !404 No Such Luck
                    * 1 = !499;                    3000; 1;       !499
                    * 9* = $1 trunk-a;             3000; 91;      3000>1@trunk-a
                    * 9* = $1 trunk-a,trunk-b;     3000; 91;      3000>1@trunk-a 3000>1@trunk-b
                    * 9* = $1 trunk-a|registrar;   3000; 91;      3000>1@trunk-a 3000>1@registrar
                    * * = = registrar;             3000; 3001;    3000>3001@registrar
                    * /9(1?)/ = $1;                3000; 9;       !484 Address Incomplete
                    """)
    void makesOfACallWhatItSays(String row, String from, String to, String expected) {
        List<Finding> findings = new ArrayList<>();
        Row parsed = RowParser.parse("route.1", row, findings).orElseThrow(() -> new AssertionError(findings));
        assertThat(parsed.verdict(call(from, to))).isEqualTo(Row.Verdict.TAKES);
        assertThat(say(parsed.route(call(from, to)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "registrar, registrar, true",
        "registrar, trunk-carrier, false",
        "trunk-carrier, trunk-carrier, true",
        "trunk, trunk-carrier, true",
        "trunk, trunk, true",
        "trunk, trunks, false",
        "trunk-car, trunk-carrier, false",
        "trunk-a, trunk-a-b, false"
    })
    void aRowForACallinTakesOnlyItsCalls(String asked, String callin, boolean taken) {
        String route = say(table("* * = 7 callin=" + asked).route(call("1", "2", callin), Trace.NONE));
        assertThat(route).isEqualTo(taken ? "1>7" : "1>2");
    }

    @Test
    void viaAndOptionStandTogether() {
        Row row = RowParser.parse("route.1", "  *  9*\t= $1   trunk-a  callin=registrar ", new ArrayList<>())
                .orElseThrow();
        assertThat(row.text()).isEqualTo("* 9* = $1 trunk-a callin=registrar");
        assertThat(row.callin()).isEqualTo("registrar");
        assertThat(row.verdict(call("1", "91", "trunk-b"))).isEqualTo(Row.Verdict.OTHER_CALLIN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '\t',
            textBlock =
                    """
                    * 2005 2005;route.7: needs four columns, in_from in_to out_from out_to, and has 3
                    * 199-100 = =;route.7: in_to: range 199-100 is upside down
                    99-1 * = =;route.7: in_from: range 99-1 has ends with different numbers of digits
                    * 9* $2 =;route.7: out_from: $2 has nothing to stand for: * captures no more than $1
                    * 2005 = $1;route.7: out_to: $1 has nothing to stand for: 2005 captures nothing
                    * 0*,911 = $1;route.7: out_to: $1 has nothing to stand for: 0*,911 captures nothing
                    * 9* = $0;route.7: out_to: character 1 of $0 is a $ without a name; there are $1 to $9, $from and $to
                    * 9* = 1$;route.7: out_to: character 2 of 1$ is a $ without a name
                    * 9* = ${1};route.7: out_to: character 1 of ${1} is a $ without a name
                    * 9* = $tomato;route.7: out_to: $tomato in $tomato is unknown; there are $1 to $9, $from and $to
                    * 9* = -;route.7: out_to: - is not one number; = keeps the number as it came
                    * 9* * =;route.7: out_from: * is not one number; = keeps the number as it came
                    * 9* = 8*;route.7: out_to: 8* is not one number; = keeps the number as it came
                    * 100-199 = 200-299;route.7: out_to: 200-299 is not one number but a range
                    * 9* = 1,2;route.7: out_to: character 2 of 1,2 (,) belongs to no number
                    * 9* = !;route.7: out_to: ! is no refusal: ! stands before a status from 400 to 699, such as !404
                    * 9* = !200;route.7: out_to: !200 is no refusal
                    * 9* = !302;route.7: out_to: !302 is no refusal
                    * 9* = !401;route.7: out_to: !401 would need a challenge
                    * 9* = !407;route.7: out_to: !407 would need a challenge
                    * 9* 1 !404;route.7: out_from: a call that is refused shows no caller: write =
                    * 9* = = trunk a;route.7: via: is 'trunk a', more than one column: roles stand in the order of trial with commas between and without blanks
                    * 9* = = via trunk-a;route.7: via: is 'via trunk-a', more than one column
                    * 9* = = trunk-a,;route.7: via: '' is no role, such as registrar or trunk-carrier
                    * 9* = = trunk-a,9;route.7: via: '9' is no role
                    * 9* = = trunk-a,trunk-a;route.7: via: trunk-a is named twice
                    * 9* = = ringtime=20;route.7: options: unknown option 'ringtime'; there is callin=ROLE
                    * 9* = = callin=a callin=b;route.7: options: callin is given twice
                    * 9* = = callin=;route.7: options: callin: '' is no role
                    * 9* = = callin=a trunk-a;route.7: options: 'trunk-a' is no option
                    """)
    void saysWhichColumnIsWrongAndWhy(String text) {
        int semicolon = text.indexOf(';');
        List<Finding> findings = new ArrayList<>();
        assertThat(RowParser.parse("route.7", text.substring(0, semicolon), findings))
                .isEmpty();
        assertThat(findings).singleElement().asString().startsWith(text.substring(semicolon + 1));
    }

    @Test
    void anEmptyRowIsAnError() {
        List<Finding> findings = new ArrayList<>();
        assertThat(RowParser.parse("route.7", "  ", findings)).isEmpty();
        assertThat(findings)
                .singleElement()
                .asString()
                .isEqualTo("route.7: needs four columns, in_from in_to out_from out_to, and has 0");
    }

    @Test
    void theWordsOfARefusalAreText() {
        List<Finding> findings = new ArrayList<>();
        assertThat(RowParser.parse("route.7", "* 9* = !603 No\u0000pe", findings))
                .isEmpty();
        assertThat(findings)
                .singleElement()
                .hasToString("route.7: out_to: the words of the refusal hold a control character");
    }

    @Test
    void everyColumnIsRead() {
        List<Finding> findings = new ArrayList<>();
        assertThat(RowParser.parse("route.7", "2-1 /(/ $9 !999 callin=? x=y", findings))
                .isEmpty();
        assertThat(findings)
                .extracting(Finding::column)
                .containsExactly("in_from", "in_to", "out_from", "out_to", "options", "options");
    }

    @ParameterizedTest
    @CsvSource({"/9(d{3})/, true", "/d+/, true", "/9w*/, true", "/9[0-9]+/, false", "/9\\d+/, false", "/bold+/, false"})
    void warnsOfABackslashThatTheFileSwallowed(String regex, boolean warned) {
        List<Finding> findings = new ArrayList<>();
        assertThat(RowParser.parse("route.7", "* " + regex + " = =", findings)).isPresent();
        assertThat(findings).hasSize(warned ? 1 : 0).noneMatch(Finding::fatal);
    }
}
