// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

/** The numbers of ITU-T G.722 that encoder and decoder share. */
final class G722Tables {
    /** Half of the quadrature mirror filter, which is the same from either end (table 4). */
    static final int[] MIRROR = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};

    /** What a code of the lower band stands for, by its upper four bits (table 17, QM4). */
    static final int[] LOW_FOUR = {
        0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584, 1200, 0
    };

    /** What it says of the scale to come (WL by RL4). */
    static final int[] LOW_WEIGHT = {-60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60};

    /** The upper band's, by its two bits (QM2; WH by RH2). */
    static final int[] HIGH_TWO = {-7408, -1616, 7408, 1616};

    static final int[] HIGH_WEIGHT = {798, -214, 798, -214};

    private G722Tables() {}
}
