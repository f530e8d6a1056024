// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

/** The characters that a table may spell numbers and names with. */
final class Digits {
    private Digits() {}

    static boolean isDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || "+-_.~*#%".indexOf(c) >= 0;
    }

    static void check(String text) throws SyntaxException {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                throw new SyntaxException("character " + (i + 1) + " of " + text + " (" + text.charAt(i)
                        + ") belongs to no number; a regular expression stands between two slashes");
            }
        }
    }
}
