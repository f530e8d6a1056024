// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.net.InetAddress;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.media.MediaException;
import org.strowger.api.sip.Status;

/**
 * One end of a call, as its leg's addresses tell.
 *
 * @param name what an operator calls it: {@code A}, {@code B} or {@code echo}
 * @param peer where its signalling comes from
 * @param bound where our sockets towards it are bound
 */
record End(String name, InetAddress peer, InetAddress bound) {
    static End of(String name, LegAddresses addresses) throws MediaException {
        return new End(name, numeric(addresses.peer()), numeric(addresses.bound()));
    }

    private static InetAddress numeric(String address) throws MediaException {
        return Addresses.numeric(address)
                .orElseThrow(() -> new MediaException(Status.of(503), "'" + address + "' is no numeric address"));
    }
}
