// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.strowger.api.sip.ClientResult;
import org.strowger.api.sip.Header;

/**
 * Why a line is not registered, and how long it waits before it tries again: twice as long after each failure up to a bound, and at
 * random between the half and the whole, so that lines that failed together do not come back together (RFC 5626 section 4.5).
 */
enum Failure {
    /** The registrar's name has no address, or no name server answers. */
    NO_ADDRESS("no address", 5, 300, false),
    /** Nobody answers, or no connection can be had. */
    NO_ANSWER("no answer", 5, 300, true),
    /** The registrar has trouble of its own: 5xx, or it wants to be left alone for a while. */
    SERVER_ERROR("server error", 10, 600, true),
    /** Our credentials are wrong: trying again helps only when somebody has mended them. */
    REJECTED("credentials rejected", 60, 3_600, false),
    /** The registrar is not who it should be, or does not believe us: a certificate is wrong. */
    UNTRUSTED("not trusted", 60, 3_600, false),
    /** Any other refusal. */
    REFUSED("refused", 60, 3_600, false);

    /** No Retry-After is waited for longer: a registrar that is wrong about it shall not cost us a day. */
    private static final long LONGEST_RETRY_AFTER = 3_600;

    private final String words;
    private final long first;
    private final long most;
    private final boolean elsewhere;

    /**
     * @param first the most seconds of the first wait
     * @param most the most seconds of any
     * @param elsewhere whether another server of the same name could mend it
     */
    Failure(String words, long first, long most, boolean elsewhere) {
        this.words = words;
        this.first = first;
        this.most = most;
        this.elsewhere = elsewhere;
    }

    /** What became of a REGISTER that was not accepted. */
    static Failure of(ClientResult result) {
        if (result instanceof ClientResult.Untrusted) {
            return UNTRUSTED;
        }
        if (!(result instanceof ClientResult.Answered answered)) {
            return NO_ANSWER;
        }
        int code = answered.reply().status().code();
        if (code == 408) {
            return NO_ANSWER;
        }
        if (code == 401 || code == 403 || code == 407) {
            return REJECTED;
        }
        return code >= 500 && code < 600 || code == 480 || code == 429 ? SERVER_ERROR : REFUSED;
    }

    /** What became of a request, as an operator is told. */
    static String words(ClientResult result) {
        if (result instanceof ClientResult.Answered answered) {
            return answered.reply().status().toString();
        }
        if (result instanceof ClientResult.Untrusted untrusted) {
            return untrusted.why();
        }
        return result instanceof ClientResult.Unsent unsent ? unsent.why() : "no answer";
    }

    /** Whether it does not mend by itself, so that somebody has to look at it. */
    boolean alarm() {
        return this == REJECTED || this == UNTRUSTED;
    }

    /** Whether another server of the same name could mend it. */
    boolean elsewhere() {
        return elsewhere;
    }

    /**
     * How long to wait.
     *
     * @param failures how many there were in a row, this one included
     * @param retryAfter what the registrar asked for, in seconds
     */
    Duration pause(int failures, Optional<Long> retryAfter, RandomGenerator random) {
        if (retryAfter.isPresent()) {
            long least = Math.max(1, Math.min(retryAfter.get(), LONGEST_RETRY_AFTER)) * 1_000;
            return Duration.ofMillis(least + random.nextLong(least / 10 + 1_000));
        }
        long doubled = first << Math.min(failures - 1, 20);
        long upper = Math.min(doubled, most) * 1_000;
        return Duration.ofMillis(upper / 2 + random.nextLong(upper / 2 + 1));
    }

    /** The seconds of a Retry-After (RFC 3261 section 20.33), without its comment and parameters. */
    static Optional<Long> retryAfter(ClientResult result) {
        if (!(result instanceof ClientResult.Answered answered)) {
            return Optional.empty();
        }
        return answered.reply().headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Retry-After"))
                .findFirst()
                .map(Header::value)
                .flatMap(Grant::leadingNumber);
    }

    @Override
    public String toString() {
        return words;
    }
}
