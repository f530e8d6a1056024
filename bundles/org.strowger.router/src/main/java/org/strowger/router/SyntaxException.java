// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

/** A column that cannot be read; the message is the reason. */
final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    SyntaxException(String reason) {
        super(reason);
    }
}
