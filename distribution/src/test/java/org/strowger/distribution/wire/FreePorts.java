// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports that nobody has, each given once. They lie below those that the system gives to sockets without a port, and beside those of
 * the exchange's media, so that neither can take one between here and its use.
 */
public final class FreePorts {
    /** The media ports of the exchange under test. */
    static final int MEDIA_FIRST = 20_000;

    static final int MEDIA_LAST = 31_999;
    private static final int FIRST = 10_000;
    private static final int SPAN = MEDIA_FIRST - FIRST;

    private static int offset = ThreadLocalRandom.current().nextInt(SPAN / 2) * 2;

    private FreePorts() {}

    /** An even port that is free for UDP and TCP on every address, as is the next one. */
    public static int next() {
        return next(1);
    }

    /** The first of so many pairs of such ports, one after the other. */
    public static synchronized int next(int pairs) {
        for (int tries = 0; tries < SPAN / 2; tries++) {
            int first = FIRST + offset;
            boolean all = offset + 2 * pairs <= SPAN
                    && IntStream.range(first, first + 2 * pairs).allMatch(FreePorts::free);
            offset = (offset + (all ? 2 * pairs : 2)) % SPAN;
            if (all) {
                return first;
            }
        }
        throw new AssertionError("no free ports between " + FIRST + " and " + MEDIA_FIRST);
    }

    private static boolean free(int port) {
        try (ServerSocket tcp = new ServerSocket();
                DatagramSocket udp = new DatagramSocket(null)) {
            tcp.setReuseAddress(false);
            tcp.bind(new InetSocketAddress(port));
            udp.setReuseAddress(false);
            udp.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
