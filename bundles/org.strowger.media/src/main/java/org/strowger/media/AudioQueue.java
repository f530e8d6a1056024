// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

/**
 * Audio between packets that come as the network likes and a clock that takes 20 ms at a time: it begins when 60 ms are there, and
 * forgets the oldest when there is too much. What was lost is silence as long as the packet that came. Confined to one thread.
 */
final class AudioQueue {
    private static final int ENOUGH = 3 * Codec.FRAME;

    private final short[] samples = new short[25 * Codec.FRAME];
    private int first;
    private int size;
    private boolean running;

    void put(short[] from, int count, int lost) {
        for (int i = 0; i < lost * count; i++) {
            put((short) 0);
        }
        for (int i = 0; i < count; i++) {
            put(from[i]);
        }
    }

    private void put(short sample) {
        if (size == samples.length) {
            first = (first + Codec.FRAME) % samples.length;
            size -= Codec.FRAME;
        }
        samples[(first + size++) % samples.length] = sample;
    }

    /** Takes 20 ms, or silence where they are not there. */
    void take(short[] into) {
        running = running ? size >= Codec.FRAME : size >= ENOUGH;
        for (int i = 0; i < Codec.FRAME; i++) {
            into[i] = running ? samples[(first + i) % samples.length] : 0;
        }
        if (running) {
            first = (first + Codec.FRAME) % samples.length;
            size -= Codec.FRAME;
        }
    }
}
