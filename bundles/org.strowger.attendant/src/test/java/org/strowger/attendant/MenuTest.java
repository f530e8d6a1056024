// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.config.Values;

class MenuTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            key.1           | call 100                 | key.1: 'call 100' is none of play, dial, menu, back, top, repeat, hangup
            key.1           | dial                     | key.1: 'dial' does not say where to
            key.1           | hangup; dial 100         | key.1: 'dial 100' would never be done
            key.1           | play; hangup             | key.1: '' lacks a prompt
            key.1           | hangup now               | key.1: 'hangup now' says too much
            key.1           | menu main                | key.1: leads to the menu itself: say repeat
            key.1           | play ../secret           | key.1: '../secret' is no name of a prompt
            key.E           | hangup                   | key.E: there is no such key on a phone
            key.101         | dial 5                   | key.101: is among the extensions, so that one of the two cannot be reached
            extensions      | 1xx,abc                  | extensions: 'abc' is neither a number, nor 2xx, nor 100-199
            extensions      | 199-100                  | extensions: '199-100' is neither a number, nor 2xx, nor 100-199
            silent.action   | repeat                   | silent.action: does not end the visit: it must end in hangup or dial, or in another menu
            invalid.action  | play sorry               | invalid.action: does not end the visit: it must end in hangup or dial, or in another menu
            visit.action    | menu other               | visit.action: does not end the visit: it must end in hangup or dial
            silent.max      | 0                        | silent.max: 0 is not between 1 and 20
            visit.max       | 9999                     | visit.max: 9999 is not between 10 and 3600
            hours           | monday 9-5               | hours: 'monday 9-5' is not of the form mon-fri 09:00-17:00
            hours           | mon 09:00-29:00          | hours: '29:00' is no time
            holidays        | christmas                | holidays: 'christmas' is neither 2026-12-24 nor 12-24
            zone            | Europe/Nowhere           | zone: 'Europe/Nowhere' is no time zone
            night           | perhaps                  | night: 'perhaps' is none of auto, on, off
            language        | ../en                    | language: '../en' is no language tag
            numbers         | 1 2                      | numbers: '1 2' cannot be dialled
            """)
    void aBadValueIsRefusedWithKeyAndReason(String key, String value, String problem) {
        Map<String, Object> properties = new HashMap<>(Map.of("extensions", "100-199"));
        properties.put(key, value);
        Values values = new Values(Menus.PID + "~main", properties);
        Menu.read("main", values, properties);
        assertThat(values.problems()).singleElement().hasToString("org.strowger.attendant~main: " + problem);
    }

    @ParameterizedTest
    @CsvSource({
        "1, WHOLE",
        "10, PART",
        "100, UNIQUE",
        "199, UNIQUE",
        "200, NONE",
        "2, NONE",
        "3, PART",
        "300, UNIQUE",
        "3*, NONE",
        "*, UNIQUE",
        "77, UNIQUE",
        "7, PART",
        "1000, NONE"
    })
    void digitsMatch(String digits, Menu.Match match) {
        Map<String, Object> properties =
                Map.of("extensions", "100-199, 3xx", "key.1", "hangup", "key.*", "back", "key.77", "dial 7");
        Menu menu = Menu.read("main", new Values("p", properties), properties);
        assertThat(menu.match(digits)).isEqualTo(match);
    }

    @Test
    void actionsAreReadAsTheyAreWritten() {
        String text = "play attendant/goodbye, digits:12*, number:-3, text:Good bye; dial 100";
        assertThat(Action.text(Action.list(text))).isEqualTo(text);
        assertThat(Action.text(Action.list("menu x"))).isEqualTo("menu x");
        assertThat(Action.text(Action.list("top"))).isEqualTo("top");
    }

    @ParameterizedTest
    @CsvSource({
        // Berlin changes to summer time on 2026-03-29 at 02:00
        "2026-03-27T08:59, false",
        "2026-03-27T09:00, true",
        "2026-03-27T16:59, true",
        "2026-03-27T17:00, false",
        "2026-03-28T10:30, true",
        "2026-03-29T10:30, false",
        "2026-03-30T09:00, true",
        "2026-03-27T23:00, true",
        "2026-03-28T01:59, true",
        "2026-03-28T02:00, false",
        "2026-12-24T10:00, false",
        "2027-12-24T10:00, true",
        "2026-12-25T10:00, false",
        "2027-12-27T10:00, true",
        "2028-12-25T10:00, false",
    })
    void hoursHolidaysAndTheClockOfThePlace(LocalDateTime at, boolean open) {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        Hours hours = new Hours(
                Hours.spans("mon-fri 09:00-17:00, Sat 10:00-12:00, fri 22:00-02:00"),
                Hours.holidays("2026-12-24, 12-25"),
                zone,
                Hours.Night.AUTO);
        assertThat(hours.open(at.atZone(zone).toInstant())).isEqualTo(open);
    }

    @Test
    void theNightSwitchOverrulesTheHours() {
        var now = java.time.Instant.EPOCH;
        assertThat(new Hours(List.of(), List.of(), ZoneId.of("UTC"), Hours.Night.ON).open(now))
                .isFalse();
        assertThat(new Hours(Hours.spans("00:00-00:01"), List.of("01-01"), ZoneId.of("UTC"), Hours.Night.OFF).open(now))
                .isTrue();
    }
}
