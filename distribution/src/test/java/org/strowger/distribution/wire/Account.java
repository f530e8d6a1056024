// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

/** An account of the exchange under test. */
public record Account(String number, String password) {
    static Account of(int number) {
        return new Account(Integer.toString(number), "secret-" + number);
    }
}
