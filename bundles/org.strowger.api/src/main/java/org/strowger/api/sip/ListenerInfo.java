// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.Objects;
import java.util.Optional;

/**
 * A listener as an operator sees it.
 *
 * @param name the part of its file's name after the hyphen
 * @param host the address bound
 * @param advertised the address that peers are told
 * @param failure why it does not listen; empty when it does
 */
public record ListenerInfo(
        String name, Transport transport, String host, int port, String advertised, Optional<String> failure) {
    public ListenerInfo {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(advertised, "advertised");
        Objects.requireNonNull(failure, "failure");
    }

    /** Whether the socket is bound. */
    public boolean listening() {
        return failure.isEmpty();
    }
}
