// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import org.strowger.api.call.Exchange;

/** An exchange whose leg knows whether it still waits for its answer. */
interface PeerExchange extends Exchange {
    /** Whether it was answered, or its peer has gone. */
    boolean over();
}
