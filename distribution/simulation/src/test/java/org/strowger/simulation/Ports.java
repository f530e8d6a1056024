// SPDX-License-Identifier: Apache-2.0
package org.strowger.simulation;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;

/** Ports for exchanges that bind none, though the stack looks whether it could. */
final class Ports {
    private Ports() {}

    static int free() {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new AssertionError(none);
        }
    }

    /** Not waited for: the stack takes a second over it. */
    static void stopLater(World world) {
        Thread stopping = new Thread(world::stop);
        stopping.setDaemon(true);
        stopping.start();
    }
}
