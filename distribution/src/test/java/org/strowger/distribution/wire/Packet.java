// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.time.Instant;

/** A SIP message with when and between whom it was seen; where a log does not say between whom, the peers are null. */
public record Packet(Instant time, Peer from, Peer to, boolean sent, Message message) {
    /** Whether it is a request of this method. */
    public boolean is(String method) {
        return !message.isResponse() && message.method().equals(method);
    }

    /** Whether it is an answer of this status to this method. */
    public boolean is(int status, String method) {
        return message.status() == status && message.method().equals(method);
    }
}
