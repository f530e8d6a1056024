// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

/**
 * Finds the tones of keys in audio of 8 kHz (ITU-T Q.23, Q.24): two of eight frequencies, each alone in its group, of about the same
 * strength, without much else, for 40 ms; then a pause. Packets that were lost neither begin a key nor end it. Confined to one thread.
 */
final class KeyTones {
    /** Hears a key, once. */
    interface Listener {
        void key(char key);
    }

    private static final int WINDOW = 160;
    private static final int HOP = 80;
    private static final int HITS = 3;
    private static final int MISSES = 2;

    /** Sum of squares of a window below which nobody listens: about -40 dBm0. */
    private static final double FAINT = 160.0 * 200 * 200;

    private static final int[] HERTZ = {697, 770, 852, 941, 1_209, 1_336, 1_477, 1_633};
    private static final double[] TURNS = new double[HERTZ.length];

    static {
        for (int i = 0; i < HERTZ.length; i++) {
            TURNS[i] = 2 * Math.cos(2 * Math.PI * HERTZ[i] / Codec.CLOCK);
        }
    }

    private static final double STRONGER_THAN_OTHERS = 6.0;
    private static final double TWIST = 10.0;
    private static final double OF_ALL = 0.7;

    private final Listener listener;
    private final short[] window = new short[WINDOW];
    private final double[] power = new double[HERTZ.length];
    private int filled;
    private char candidate;
    private int hits;
    private char pressed;
    private int misses;

    KeyTones(Listener listener) {
        this.listener = listener;
    }

    void hear(short[] samples, int count) {
        for (int i = 0; i < count; i++) {
            window[filled++] = samples[i];
            if (filled == WINDOW) {
                step(look());
                System.arraycopy(window, HOP, window, 0, WINDOW - HOP);
                filled = WINDOW - HOP;
            }
        }
    }

    /** Something was not heard: what was begun may go on behind it. */
    void gap() {
        filled = 0;
    }

    private void step(char now) {
        if (now != 0 && now == pressed) {
            misses = 0;
            return;
        }
        if (pressed != 0 && ++misses >= MISSES) {
            pressed = 0;
        }
        hits = now != 0 && now == candidate ? hits + 1 : 1;
        candidate = now;
        if (now != 0 && pressed == 0 && hits >= HITS) {
            pressed = now;
            misses = 0;
            hits = 0;
            listener.key(now);
        }
    }

    /** The key whose tones the window holds; 0 for none. */
    private char look() {
        double all = 0;
        for (short sample : window) {
            all += (double) sample * sample;
        }
        if (all < FAINT) {
            return 0;
        }
        for (int i = 0; i < power.length; i++) {
            power[i] = power(TURNS[i]);
        }
        int row = strongest(0);
        int column = strongest(4);
        if (row < 0 || column < 0 || power[row] > TWIST * power[column] || power[column] > TWIST * power[row]) {
            return 0;
        }
        // A whole tone of this power would be all / 2 * WINDOW.
        boolean alone = power[row] + power[column] > OF_ALL * all * WINDOW / 2;
        return alone ? Tones.KEYS.charAt(4 * row + column - 4) : 0;
    }

    /** Goertzel's sum. */
    private double power(double turn) {
        double before = 0;
        double last = 0;
        for (short sample : window) {
            double now = sample + turn * last - before;
            before = last;
            last = now;
        }
        return last * last + before * before - turn * last * before;
    }

    /** The strongest of a group of four, where it is so by far; -1 where none is. */
    private int strongest(int from) {
        int best = from;
        for (int i = from + 1; i < from + 4; i++) {
            best = power[i] > power[best] ? i : best;
        }
        for (int i = from; i < from + 4; i++) {
            if (i != best && power[best] < STRONGER_THAN_OTHERS * power[i]) {
                return -1;
            }
        }
        return best;
    }
}
