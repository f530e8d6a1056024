// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.nio.ByteBuffer;

/** What is counted of a stream that is heard (RFC 3550 sections 6.4.1, A.1, A.3 and A.8). Written by one thread, read by any. */
final class Reception {
    private static final int MAX_DROPOUT = 3_000;

    private volatile int ssrc;
    private volatile long received;
    private volatile int highest;
    private volatile long jitter;
    private int first;
    private long before;
    private long lostBefore;
    private int transit;
    private int heardAtReport;
    private int expectedAtReport;

    /**
     * Counts a packet.
     *
     * @param clock the moment, in units of its timestamp
     * @return how far it is ahead of the one before: 1 when nothing is missing, 0 or less when it is late, many for a new stream
     */
    int hear(ByteBuffer packet, int clock) {
        int sequence = Short.toUnsignedInt(Rtp.sequence(packet));
        int step = (short) (sequence - highest);
        if (received == 0 || Rtp.ssrc(packet) != ssrc || step > MAX_DROPOUT || step < -MAX_DROPOUT) {
            begin(Rtp.ssrc(packet), sequence, clock - packet.getInt(4));
            return 1;
        }
        long receivedBefore = received;
        received = receivedBefore + 1;
        if (step > 0) {
            int next = highest + step;
            highest = next;
        }
        int now = clock - packet.getInt(4);
        int change = Math.abs(now - transit);
        transit = now;
        long last = jitter;
        jitter = last + change - (last + 8 >> 4);
        return step;
    }

    private void begin(int newSsrc, int sequence, int newTransit) {
        lostBefore = lost();
        before = received;
        ssrc = newSsrc;
        first = sequence;
        highest = sequence;
        transit = newTransit;
        received = before + 1;
        heardAtReport = 0;
        expectedAtReport = 0;
    }

    int ssrc() {
        return ssrc;
    }

    long received() {
        return received;
    }

    /** How many never came; at least none. */
    long lost() {
        return received == 0 ? 0 : lostBefore + Math.max(0, expected() - (received - before));
    }

    private int expected() {
        return highest - first + 1;
    }

    double jitterMillis() {
        return (jitter >> 4) * 1_000.0 / Codec.CLOCK;
    }

    /** Writes a report block; by the thread that hears. */
    void report(ByteBuffer into) {
        int heard = (int) (received - before);
        int expectedNow = expected() - expectedAtReport;
        int lostNow = Math.max(0, expectedNow - (heard - heardAtReport));
        int fraction = expectedNow <= 0 ? 0 : Math.min(255, (lostNow << 8) / expectedNow);
        heardAtReport = heard;
        expectedAtReport = expected();
        int lost = (int) Math.min(0x7FFFFF, Math.max(0, expected() - heard));
        into.putInt(ssrc).putInt(fraction << 24 | lost).putInt(highest).putInt((int) (jitter >> 4));
    }
}
