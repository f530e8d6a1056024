// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.media;

import java.util.Objects;
import org.strowger.api.sip.Status;

/** Media could not be had. */
public final class MediaException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Status status;

    /** @param status what to tell the caller: 488 for a description, 503 for want of ports */
    public MediaException(Status status, String message) {
        super(message);
        this.status = Objects.requireNonNull(status, "status");
    }

    /** What to tell the caller. */
    public Status status() {
        return status;
    }
}
