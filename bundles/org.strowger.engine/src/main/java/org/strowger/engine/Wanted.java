// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.List;
import java.util.Optional;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Header;

/**
 * A call that another leads to.
 *
 * @param body what the caller describes; empty where the called party shall
 * @param headers what the INVITE of the call has beyond its values
 */
record Wanted(String number, Optional<Body> body, List<Header> headers, int maxForwards) {
    private static final int HOPS = 70;

    /** A call to a number, and no more. */
    static Wanted number(String number) {
        return new Wanted(number, Optional.empty(), List.of(), HOPS);
    }
}
