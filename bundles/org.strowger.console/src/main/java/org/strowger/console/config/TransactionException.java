// SPDX-License-Identifier: Apache-2.0
package org.strowger.console.config;

import java.util.List;

/** Nothing has changed, and why. */
public final class TransactionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    TransactionException(String message) {
        this(message, List.of());
    }

    TransactionException(String message, List<Finding> findings) {
        super(message);
        this.findings = List.copyOf(findings);
    }

    TransactionException(String message, Throwable cause) {
        super(message, cause);
        this.findings = List.of();
    }

    /** What speaks against it, of each configuration. */
    public List<Finding> findings() {
        return findings;
    }
}
