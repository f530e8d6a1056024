// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.message.SIPResponse;
import javax.sip.ClientTransaction;

/** Who waits for what becomes of a client transaction: laid on it as its application data. Called on the stack's threads. */
interface ClientHandler {
    /** The request is about to leave, on the thread that sends it. */
    default void sending(ClientTransaction transaction) {}

    void responded(SIPResponse response);

    /** No final answer came within 64*T1, or the transport failed. */
    void timedOut();
}
