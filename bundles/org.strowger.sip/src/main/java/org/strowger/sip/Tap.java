// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.message.SIPMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.event.MessageListener;
import org.strowger.api.sip.Transport;

/** Shows every message to whoever keeps them. The stack makes its transports by reflection: hence what they ask is static. */
@Component(
        service = {},
        immediate = true)
public final class Tap {
    private static final Logger log = LoggerFactory.getLogger(Tap.class);
    /** Two line feeds keep a way through a NAT open, and are no message. */
    private static final int SHORTEST = 16;

    private static volatile MessageListener listener;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindListener(MessageListener arrived) {
        listener = arrived;
    }

    void unbindListener(MessageListener gone) {
        if (listener == gone) {
            listener = null;
        }
    }

    static boolean open() {
        return listener != null;
    }

    static void sent(Transport transport, InetAddress own, int ownPort, InetAddress peer, int port, byte[] message) {
        show(true, transport, own, ownPort, peer, port, message);
    }

    /** A packet, whose bytes are copied: the next one comes to the same array. */
    static void received(InetAddress own, int ownPort, InetAddress peer, int port, byte[] packet, int length) {
        if (open() && length > SHORTEST) {
            show(false, Transport.UDP, own, ownPort, peer, port, Arrays.copyOf(packet, length));
        }
    }

    /** A message that came by a connection: it is written out again. By UDP the packet was seen before. */
    static void received(SIPMessage message, Transport transport) {
        if (open() && transport.reliable()) {
            show(
                    false,
                    transport,
                    message.getLocalAddress(),
                    message.getLocalPort(),
                    message.getRemoteAddress(),
                    message.getRemotePort(),
                    message.encodeAsBytes(transport.token()));
        }
    }

    private static void show(
            boolean sent,
            Transport transport,
            InetAddress own,
            int ownPort,
            InetAddress peer,
            int port,
            byte[] message) {
        MessageListener present = listener;
        if (present != null && message.length > SHORTEST) {
            try {
                present.on(
                        System.currentTimeMillis(),
                        sent,
                        transport,
                        new InetSocketAddress(own, ownPort),
                        new InetSocketAddress(peer, port),
                        message);
            } catch (RuntimeException | LinkageError fault) {
                log.error("a message could not be shown", fault);
            }
        }
    }
}
