// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.media;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.sip.Body;

/**
 * RTP and RTCP of one call, relayed. Each side is sent to where its description says until packets come from it, and from
 * then on to where they come from (RFC 4961, RFC 7362), locked against others.
 */
@ProviderType
public interface Relay extends AutoCloseable {
    /**
     * Passes an offer or an answer on: remembers where its sender wants its media, and gives back the description that the
     * other side is to see, with ports of ours in it. Formats, attributes and streams that it does not know pass unchanged. A
     * body that is no session description passes unchanged.
     *
     * @param from the side that sent the description
     * @param sender that leg's addresses
     * @param receiver the addresses of the leg that the result is for
     * @throws MediaException when there is no port left, or the description cannot be read
     */
    Body pass(Leg.Side from, Body description, LegAddresses sender, LegAddresses receiver) throws MediaException;

    /**
     * What another bundle's needs to go on in this one's place: ports, addresses, what was agreed. Values of the Java platform
     * only. Also when this one is closed already, then of the moment before. Any thread.
     */
    Map<String, Object> memory();

    /** Gives the ports back. A repetition does nothing. */
    @Override
    void close();
}
