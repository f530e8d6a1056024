// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

/** Why an operator's command was not carried out, in words for the operator. Nothing has changed. */
public final class ForwardException extends Exception {
    private static final long serialVersionUID = 1L;

    ForwardException(String message, Throwable cause) {
        super(message, cause);
    }
}
