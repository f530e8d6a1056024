// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.event;

import java.net.InetSocketAddress;
import org.osgi.annotation.versioning.ConsumerType;
import org.strowger.api.sip.Transport;

/** Sees every SIP message as it is on the wire, or, by TLS, as it is within. Registered as a service; one at the most is asked. */
@ConsumerType
public interface MessageListener {
    /**
     * A message was received or is being sent. Called on the threads that read and write the network: it must return at once, and what
     * it has to do with the message it does elsewhere. By TCP and TLS a received message is as the parser has understood it.
     *
     * @param millis the time of day
     * @param local our address; unspecified where the socket is bound to all
     * @param message not to be changed by anybody
     */
    void on(
            long millis,
            boolean sent,
            Transport transport,
            InetSocketAddress local,
            InetSocketAddress peer,
            byte[] message);
}
