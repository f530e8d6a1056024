// SPDX-License-Identifier: Apache-2.0
package org.strowger.container;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Ports that nobody has, below those that the system gives away by itself. */
final class FreePorts {
    private static final int FIRST = 6_200;
    private static final int LAST = 9_900;
    private static final int TRIES = 200;

    private FreePorts() {}

    /** The first, an even one, of so many ports in a row that are free for UDP and TCP. */
    static int next(int count) {
        for (int i = 0; i < TRIES; i++) {
            int first = ThreadLocalRandom.current().nextInt(FIRST / 2, (LAST - count) / 2) * 2;
            if (IntStream.range(first, first + count).allMatch(FreePorts::free)) {
                return first;
            }
        }
        throw new AssertionError("no " + count + " free ports in a row between " + FIRST + " and " + LAST);
    }

    private static boolean free(int port) {
        try (ServerSocket tcp = new ServerSocket();
                DatagramSocket udp = new DatagramSocket(null)) {
            tcp.bind(new InetSocketAddress(port));
            udp.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
