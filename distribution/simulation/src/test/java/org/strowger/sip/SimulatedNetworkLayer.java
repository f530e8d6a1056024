// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Gives the stack {@link SimulatedSocket}s; the stack makes it by reflection. */
public final class SimulatedNetworkLayer implements NetworkLayer {
    /** The machine of the stack that is just being made on this thread. */
    static final ThreadLocal<Machine> MACHINE = new ThreadLocal<>();

    /** The sockets that were opened on this thread. */
    static final ThreadLocal<List<SimulatedSocket>> SOCKETS = ThreadLocal.withInitial(ArrayList::new);

    private final Machine machine = MACHINE.get();

    @Override
    public DatagramSocket createDatagramSocket(int port, InetAddress address) throws SocketException {
        SimulatedSocket socket = new SimulatedSocket(machine, address, port);
        SOCKETS.get().add(socket);
        return socket;
    }

    @Override
    public DatagramSocket createDatagramSocket() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress address) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port, InetAddress local) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setSipStack(SipStackImpl stack) {
        // nothing of it is needed
    }
}
