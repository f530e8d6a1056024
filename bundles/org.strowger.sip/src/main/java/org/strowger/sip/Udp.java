// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.core.CommonLogger;
import gov.nist.core.HostPort;
import gov.nist.core.StackLogger;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.stack.DatagramQueuedMessageDispatch;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.UDPMessageChannel;
import gov.nist.javax.sip.stack.UDPMessageProcessor;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedList;
import java.util.concurrent.LinkedBlockingQueue;
import javax.sip.address.Hop;
import org.strowger.api.sip.Transport;

/**
 * The stack's UDP, its parsing threads reading from the socket themselves. The stock one has a thread that reads into a queue
 * without bounds, a buffer of the longest message for each packet: every packet costs a wake-up, and what comes faster than it is
 * parsed fills the memory. Here it waits in the socket's own buffer, and the system drops what does not fit.
 */
final class Udp extends UDPMessageProcessor {
    private static final StackLogger log = CommonLogger.getLogger(Udp.class);

    private final Stack.Tunable stack;
    private final String host;
    private final int threads;

    Udp(InetAddress address, Stack.Tunable stack, int port) throws IOException {
        super(address, stack, port);
        this.stack = stack;
        this.host = address.getHostAddress();
        this.threads = stack.threads();
        this.messageQueue = new Arrivals(stack.longest());
    }

    /** Whether this is the socket at an address and port of ours. */
    boolean isAt(String address, int port) {
        return port == getPort() && address.equals(host);
    }

    /** Starts the parsing threads, and no other. */
    @Override
    public void start() {
        isRunning = true;
        LinkedList<MessageChannel> readers = new LinkedList<>();
        for (int i = 1; i <= threads; i++) {
            readers.add(new Channel(this, "strowger-udp-" + getPort() + '-' + i));
        }
        messageChannels = readers;
        stack.udp().add(this);
    }

    @Override
    public void stop() {
        stack.udp().remove(this);
        super.stop();
    }

    /** Whether the stack has to see to a message itself: one that may be to us it takes a way within, and one that is watched it logs. */
    private boolean concernsTheStack(InetAddress address, int port) {
        if (stack.has(StockPart.SENDING) || StackLog.heard()) {
            return true;
        }
        for (Udp socket : stack.udp()) {
            if (socket.getPort() == port && socket.getIpAddress().equals(address)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public MessageChannel createMessageChannel(HostPort target) throws UnknownHostException {
        return new Channel(this, target.getInetAddress(), target.getPort());
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress host, int port) {
        return new Channel(this, host, port);
    }

    /** What the stack's parsing threads take packets from. The packets of one thread share a buffer: the parser copies what it reads. */
    @SuppressWarnings("serial") // nobody writes it anywhere
    private final class Arrivals extends LinkedBlockingQueue<DatagramQueuedMessageDispatch> {
        private final ThreadLocal<DatagramPacket> packets;

        Arrivals(int maxMessageBytes) {
            packets = ThreadLocal.withInitial(() -> new DatagramPacket(new byte[maxMessageBytes], maxMessageBytes));
        }

        /** @throws InterruptedException where the processor has stopped: so has its thread to */
        @Override
        public DatagramQueuedMessageDispatch take() throws InterruptedException {
            DatagramPacket packet = packets.get();
            while (true) {
                try {
                    packet.setLength(packet.getData().length);
                    sock.receive(packet);
                    Tap.received(
                            getIpAddress(),
                            getPort(),
                            packet.getAddress(),
                            packet.getPort(),
                            packet.getData(),
                            packet.getLength());
                    return new DatagramQueuedMessageDispatch(packet, System.currentTimeMillis());
                } catch (IOException failed) {
                    if (sock.isClosed()) {
                        throw new InterruptedException("the socket is closed");
                    }
                    log.logException(failed);
                }
            }
        }
    }

    /** A parsing thread, or the way to one peer. The stock one sends from this socket only if the stock processor was made too. */
    private static final class Channel extends UDPMessageChannel {
        Channel(Udp udp, String thread) {
            super(udp.getSIPStack(), udp, thread);
        }

        Channel(Udp udp, InetAddress address, int port) {
            super(address, port, udp.getSIPStack(), udp);
        }

        private Udp udp() {
            return (Udp) messageProcessor;
        }

        // the stock three look through all sockets for one of ours, each time

        @Override
        public void sendMessage(SIPMessage message) throws IOException {
            if (udp().concernsTheStack(getPeerInetAddress(), getPeerPort())) {
                super.sendMessage(message);
            } else {
                write(message, getPeerInetAddress(), getPeerPort());
            }
        }

        @Override
        public void sendMessage(SIPMessage message, InetAddress address, int port) throws IOException {
            if (udp().concernsTheStack(address, port)) {
                super.sendMessage(message, address, port);
            } else {
                write(message, address, port);
            }
        }

        @Override
        public void sendMessage(SIPMessage message, Hop hop) throws IOException {
            if (!Hops.isNumeric(hop.getHost())) {
                super.sendMessage(message, hop);
                return;
            }
            InetAddress address = Hops.address(hop.getHost());
            if (udp().concernsTheStack(address, hop.getPort())) {
                super.sendMessage(message, hop);
            } else {
                write(message, address, hop.getPort());
            }
        }

        private void write(SIPMessage message, InetAddress address, int port) throws IOException {
            byte[] bytes;
            try {
                bytes = message.encodeAsBytes(getTransport());
            } catch (RuntimeException unwritable) {
                throw new IOException("the message cannot be written", unwritable);
            }
            sendMessage(bytes, address, port, false);
        }

        @Override
        protected void sendMessage(byte[] message, InetAddress address, int port, boolean retry) throws IOException {
            if (port < 0) {
                throw new IOException("there is no port to send to");
            }
            Tap.sent(Transport.UDP, udp().getIpAddress(), udp().getPort(), address, port, message);
            udp().sock.send(new DatagramPacket(message, message.length, address, port));
        }

        @Override
        protected void sendMessage(byte[] message, InetAddress address, int port, String transport, boolean retry)
                throws IOException {
            if (transport.equalsIgnoreCase("udp")) {
                sendMessage(message, address, port, retry);
            } else {
                super.sendMessage(message, address, port, transport, retry);
            }
        }
    }
}
