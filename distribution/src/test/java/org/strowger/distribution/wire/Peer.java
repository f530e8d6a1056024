// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

/** An address and port on the loopback. */
public record Peer(String host, int port) {
    /** As in a URI: an IPv6 address within brackets. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
