// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.call;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;

/** A request to be sent within a dialog: its method, such as {@code INVITE} or {@code INFO}, and what goes with it. */
public record Query(String method, List<Header> headers, Optional<Body> body) {
    public Query {
        Objects.requireNonNull(method, "method");
        headers = List.copyOf(headers);
        Objects.requireNonNull(body, "body");
    }
}
