// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A socket without a network. Who delivers a datagram waits until the stack's thread has done with it and asks for the next, so that
 * only one of the two ever runs.
 */
final class SimulatedSocket extends DatagramSocket {
    private static final long STUCK_SECONDS = 30;

    private final Machine machine;
    private final InetAddress address;
    private final int port;
    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore done = new Semaphore(0);
    private byte[] datagram;
    private InetSocketAddress from;
    private volatile boolean closed;

    SimulatedSocket(Machine machine, InetAddress address, int port) throws SocketException {
        super((SocketAddress) null);
        this.machine = machine;
        this.address = address;
        this.port = port;
    }

    /** The stack reads this, and has done all that it does with it when this returns. */
    void deliver(byte[] bytes, InetSocketAddress sender) {
        await(done);
        datagram = bytes;
        from = sender;
        arrived.release();
        await(done);
        done.release();
    }

    private static void await(Semaphore what) {
        try {
            if (!what.tryAcquire(STUCK_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the stack's thread is stuck");
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        done.release();
        arrived.acquireUninterruptibly();
        if (closed) {
            throw new SocketException("closed");
        }
        System.arraycopy(datagram, 0, packet.getData(), packet.getOffset(), datagram.length);
        packet.setLength(datagram.length);
        packet.setAddress(from.getAddress());
        packet.setPort(from.getPort());
    }

    @Override
    public void send(DatagramPacket packet) {
        byte[] copy = new byte[packet.getLength()];
        System.arraycopy(packet.getData(), packet.getOffset(), copy, 0, copy.length);
        machine.sent(copy, new InetSocketAddress(packet.getAddress(), packet.getPort()));
    }

    @Override
    public void close() {
        closed = true;
        arrived.release();
        super.close();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public InetAddress getLocalAddress() {
        return address;
    }

    @Override
    public int getLocalPort() {
        return port;
    }
}
