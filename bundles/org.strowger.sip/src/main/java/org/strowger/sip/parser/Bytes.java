// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Looks for the ends of lines, eight bytes at a time. */
final class Bytes {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long HIGH_BITS = 0x8080808080808080L;

    /** Eight times the number after CR: both ends of a line are below it, and of what is usual in a line only the tab. */
    private static final long ABOVE_CR = 0x0E0E0E0E0E0E0E0EL;

    private static final long BLANKS = 0x2020202020202020L;

    private Bytes() {}

    static byte[] of(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether none is a control character or above 127; DEL may be. */
    static boolean areText(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to) {
            long eight = (long) EIGHT.get(bytes, at);
            if (((eight - BLANKS | eight) & HIGH_BITS) != 0) {
                return false;
            }
            at += Long.BYTES;
        }
        while (at < to) {
            if (bytes[at++] < ' ') {
                return false;
            }
        }
        return true;
    }

    /** Where the next CR or LF is, or the end. */
    static int endOfLine(byte[] bytes, int from) {
        int at = from;
        while (true) {
            while (at + Long.BYTES <= bytes.length && noneBelow((long) EIGHT.get(bytes, at))) {
                at += Long.BYTES;
            }
            int stop = Math.min(at + Long.BYTES, bytes.length);
            while (at < stop) {
                if (bytes[at] == '\r' || bytes[at] == '\n') {
                    return at;
                }
                at++;
            }
            if (at == bytes.length) {
                return at;
            }
        }
    }

    /** Whether each of the eight is 14 at least, with those above 127. */
    private static boolean noneBelow(long eight) {
        return (eight - ABOVE_CR & ~eight & HIGH_BITS) == 0;
    }
}
