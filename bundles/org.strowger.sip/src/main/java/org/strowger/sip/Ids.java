// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.security.SecureRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that nobody else makes: calls, tags, SIP Call-IDs. */
final class Ids {
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

    private final AtomicLong calls;

    Ids() {
        this(new SecureRandom().nextInt(1 << 30));
    }

    /** @param last what the ids of calls follow */
    Ids(long last) {
        calls = new AtomicLong(last);
    }

    /** A call's id: short enough to read out, not repeated within weeks of busy work. */
    String call() {
        return text(calls.incrementAndGet() & 0x7_ffff_ffffL, 7);
    }

    /** A tag or a Call-ID's local part: more than the 32 bits of randomness that RFC 3261 section 19.3 asks for. */
    static String random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return text(random.nextLong(), 10);
    }

    /** A Via's branch (RFC 3261 section 8.1.1.7). */
    static String branch() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "z9hG4bK" + text(random.nextLong(), 12) + text(random.nextLong(), 12);
    }

    private static String text(long bits, int length) {
        char[] out = new char[length];
        for (int i = length - 1; i >= 0; i--) {
            out[i] = DIGITS.charAt((int) (bits & 31));
            bits >>>= 5;
        }
        return new String(out);
    }
}
