// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.config.Problem;
import org.strowger.api.config.Values;

class CodesTest {
    private static Codes codes(Map<String, Object> properties) {
        Values values = new Values(Forward.PID, properties);
        Codes codes = Codes.read(values);
        assertThat(values.problems()).isEmpty();
        return codes;
    }

    @ParameterizedTest
    @CsvSource({
        "*721002, ALWAYS_ON, 1002",
        "*72, ALWAYS_ON, ''",
        "*72*55, ALWAYS_ON, *55",
        "*73, ALWAYS_OFF, ''",
        "*78, QUIET_ON, ''",
        "*79, QUIET_OFF, ''",
        "*90+4930123, BUSY_ON, +4930123",
        "*91, BUSY_OFF, ''",
        "*921002, NO_ANSWER_ON, 1002",
        "*93, NO_ANSWER_OFF, ''",
        "*941002, UNREACHABLE_ON, 1002",
        "*95, UNREACHABLE_OFF, ''",
    })
    void theUsualCodesAreKnown(String dialled, Code code, String number) {
        assertThat(codes(Map.of()).in(dialled)).contains(new Codes.Dialled(code, number));
    }

    @ParameterizedTest
    @CsvSource({"721002", "*731", "*7", "1002", "*8", "''"})
    void whatIsNoCodeIsANumber(String dialled) {
        assertThat(codes(Map.of()).in(dialled)).isEmpty();
    }

    @Test
    void otherCodesMayBeConfiguredOrNone() {
        Codes codes = codes(Map.of("code.always.on", "*21*", "code.quiet.on", ""));
        assertThat(codes.in("*21*1002")).contains(new Codes.Dialled(Code.ALWAYS_ON, "1002"));
        assertThat(codes.in("*721002")).isEmpty();
        assertThat(codes.in("*78")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "code.always.on, *7",
        "code.quiet.on, *721",
        "code.busy.on, *72",
        "code.busy.off, 91",
        "code.busy.off, *x"
    })
    void whatCannotBeToldApartIsRefused(String key, String code) {
        Values values = new Values(Forward.PID, Map.of(key, code));
        Codes.read(values);
        assertThat(values.problems()).isNotEmpty().allSatisfy(problem -> assertThat(problem.reason())
                .isNotEmpty());
        assertThat(values.problems()).extracting(Problem::pid).containsOnly(Forward.PID);
    }

    @Test
    void aCodeChangesWhatItIsForAlone() {
        Profile before = Profile.plain("1001").with(Kind.BUSY, "1003");
        assertThat(Code.ALWAYS_ON.on(before, "1002").to()).containsOnlyKeys(Kind.ALWAYS, Kind.BUSY);
        assertThat(Code.BUSY_OFF.on(before, "").isPlain()).isTrue();
        assertThat(Code.QUIET_ON.on(before, "").quiet()).isTrue();
        assertThat(Code.QUIET_OFF.on(before.withQuiet(true), "")).isEqualTo(before);
        assertThatThrownBy(() -> Code.ALWAYS_ON.on(before, "1001")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Code.ALWAYS_ON.on(before, "10 02")).isInstanceOf(IllegalArgumentException.class);
    }
}
