// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.util.random.RandomGenerator;

/** Makes passwords that a person can read out and type into a phone. */
final class Passwords {
    // Without the look-alikes 0 O 1 l I.
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int LENGTH = 16;

    private Passwords() {}

    static String generate(RandomGenerator random) {
        StringBuilder password = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
