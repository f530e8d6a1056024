// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.media;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.sip.Body;

/** The media of a call that ends within the exchange. */
@ProviderType
public interface MediaPort extends AutoCloseable {
    /**
     * Answers an offer.
     *
     * @throws MediaException when there is no port left, or nothing in the offer can be answered
     */
    Body answer(Body offer, LegAddresses peer) throws MediaException;

    /**
     * Makes an offer; the answer to it is given to {@link #accept}.
     *
     * @throws MediaException when there is no port left
     */
    Body offer(LegAddresses peer) throws MediaException;

    /**
     * Takes the answer to {@link #offer}.
     *
     * @throws MediaException when it cannot be read
     */
    void accept(Body answer, LegAddresses peer) throws MediaException;

    /**
     * What another bundle's needs to go on in this one's place: ports, addresses, what was agreed. Values of the Java platform
     * only. Also when this one is closed already, then of the moment before. Any thread.
     */
    Map<String, Object> memory();

    /** Gives the ports back. A repetition does nothing. */
    @Override
    void close();
}
