// SPDX-License-Identifier: Apache-2.0
package org.strowger.tracer;

/** Looks for bytes in bytes. Pure functions. */
final class Bytes {
    private Bytes() {}

    /** Where the first such bytes begin, letters in any case; -1 where there are none. */
    static int indexOf(byte[] text, byte[] wanted) {
        byte first = lower(wanted[0]);
        for (int i = 0; i <= text.length - wanted.length; i++) {
            if (lower(text[i]) == first && matches(text, i, wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] text, int at, byte[] wanted) {
        for (int j = 1; j < wanted.length; j++) {
            if (lower(text[at + j]) != lower(wanted[j])) {
                return false;
            }
        }
        return true;
    }

    private static byte lower(byte one) {
        return one >= 'A' && one <= 'Z' ? (byte) (one + 32) : one;
    }
}
