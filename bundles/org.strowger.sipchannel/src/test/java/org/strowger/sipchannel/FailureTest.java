// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.api.sip.ClientResult;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.Status;

class FailureTest {
    private static ClientResult answered(int code, Header... headers) {
        return new ClientResult.Answered(
                new SipReply(Status.of(code), List.of(headers), Optional.empty()), Optional.empty(), 1);
    }

    @ParameterizedTest
    @CsvSource({
        "401, REJECTED",
        "403, REJECTED",
        "407, REJECTED",
        "404, REFUSED",
        "423, REFUSED",
        "302, REFUSED",
        "603, REFUSED",
        "408, NO_ANSWER",
        "429, SERVER_ERROR",
        "480, SERVER_ERROR",
        "500, SERVER_ERROR",
        "503, SERVER_ERROR",
    })
    void everyAnswerHasItsClass(int code, Failure failure) {
        assertThat(Failure.of(answered(code))).isEqualTo(failure);
    }

    @Test
    void silenceAndNoConnectionAreNoAnswer() {
        assertThat(Failure.of(new ClientResult.Silent(1))).isEqualTo(Failure.NO_ANSWER);
        assertThat(Failure.of(new ClientResult.Unsent("refused", 1))).isEqualTo(Failure.NO_ANSWER);
        assertThat(Failure.of(new ClientResult.Untrusted("expired", 1))).isEqualTo(Failure.UNTRUSTED);
    }

    @ParameterizedTest(name = "{0}, {1} in a row: {2} to {3} s")
    @CsvSource({
        "NO_ANSWER,    1,   2.5,  5",
        "NO_ANSWER,    2,   5,    10",
        "NO_ANSWER,    7,   150,  300",
        "NO_ANSWER,    900, 150,  300",
        "NO_ADDRESS,   1,   2.5,  5",
        "SERVER_ERROR, 1,   5,    10",
        "SERVER_ERROR, 99,  300,  600",
        "REJECTED,     1,   30,   60",
        "REJECTED,     3,   120,  240",
        "REJECTED,     99,  1800, 3600",
        "REFUSED,      1,   30,   60",
    })
    void eachWaitIsTwiceAsLongUpToABoundAndAtRandom(Failure failure, int inARow, double least, double most) {
        Random random = new Random(7);
        List<Double> pauses = Stream.generate(
                        () -> failure.pause(inARow, Optional.empty(), random).toMillis())
                .limit(200)
                .map(millis -> millis / 1000.0)
                .toList();
        assertThat(pauses).allSatisfy(pause -> assertThat(pause).isBetween(least, most));
        assertThat(pauses.stream().distinct().count())
                .as("lines that failed together come back apart")
                .isGreaterThan(100);
    }

    @ParameterizedTest
    @CsvSource({"18, 18", "120;duration=60, 120", "5 (in a meeting), 5", "soon, ", "99999999999999, 999999999"})
    void retryAfterIsRead(String value, Long seconds) {
        assertThat(Failure.retryAfter(answered(503, new Header("Retry-After", value))))
                .isEqualTo(Optional.ofNullable(seconds));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 3", "18, 18, 21", "999999, 3600, 3961"})
    void retryAfterCountsUpToAnHour(long asked, long least, long most) {
        long seconds =
                Failure.SERVER_ERROR.pause(1, Optional.of(asked), new Random(7)).toSeconds();
        assertThat(seconds).isBetween(least, most);
    }
}
