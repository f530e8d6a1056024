// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

/** Why an operator's command was not carried out, in words for the operator. Nothing has changed. */
public final class DirectoryException extends Exception {
    private static final long serialVersionUID = 1L;

    DirectoryException(String message) {
        super(message);
    }

    DirectoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
