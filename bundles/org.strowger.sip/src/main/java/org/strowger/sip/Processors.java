// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.NIOHandler;
import gov.nist.javax.sip.stack.NioMessageProcessorFactory;
import gov.nist.javax.sip.stack.NioTcpMessageChannel;
import gov.nist.javax.sip.stack.NioTcpMessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.strowger.api.sip.Transport;

/**
 * The stack's own transports, two of them mended. Its UDP reads into a queue without bounds: see {@link Udp}. Its TCP forgets every
 * connection that it opens as soon as it is open, so that each message goes out on a new one, and while it opens one it stops all
 * others. The stack makes this by reflection, from its property MESSAGE_PROCESSOR_FACTORY; without that property all is as the stack
 * has it.
 */
public final class Processors implements MessageProcessorFactory {
    private final MessageProcessorFactory stock = new NioMessageProcessorFactory();

    @Override
    public MessageProcessor createMessageProcessor(
            SIPTransactionStack stack, InetAddress address, int port, String transport) throws IOException {
        if (transport.equalsIgnoreCase("tcp")) {
            return new Tcp(address, stack, port);
        }
        if (transport.equalsIgnoreCase("tls")) {
            return new Tls(address, stack, port, ((Stack.Tunable) stack).identity());
        }
        if (transport.equalsIgnoreCase("udp")) {
            return udp(address, stack, port);
        }
        return stock.createMessageProcessor(stack, address, port, transport);
    }

    private static MessageProcessor udp(InetAddress address, SIPTransactionStack stack, int port) throws IOException {
        return new Udp(address, (Stack.Tunable) stack, port);
    }

    /** The mended TCP. */
    static class Tcp extends NioTcpMessageProcessor {
        /** How long a peer that did not answer is not tried again: what waited behind the attempt fails with it. */
        private static final long SILENCE_NANOS = 4_000_000_000L;

        /** When peers last did not answer. */
        private final Map<String, Long> silent = new ConcurrentHashMap<>();

        Tcp(InetAddress address, SIPTransactionStack stack, int port) {
            super(address, stack, port);
            nioHandler = new Connections(stack, this);
        }

        // the stock methods connect while they hold a lock that every connection of the listener needs, its reading
        // thread
        // too: a peer that does not answer would hold up all. So there is a connection before they are called

        @Override
        public MessageChannel createMessageChannel(HostPort target) throws IOException {
            connect(target.getInetAddress(), target.getPort());
            return super.createMessageChannel(target);
        }

        @Override
        public MessageChannel createMessageChannel(InetAddress address, int port) throws IOException {
            connect(address, port);
            return super.createMessageChannel(address, port);
        }

        /** Sees to it that there is a connection; may wait for seconds. */
        final void connect(InetAddress address, int port) throws IOException {
            String key = MessageChannel.getKey(address, port, transport);
            if (messageChannels.containsKey(key)) {
                return;
            }
            Long since = silent.get(key);
            if (since != null && System.nanoTime() - since < SILENCE_NANOS) {
                throw new SocketTimeoutException("no answer from " + address.getHostAddress() + " a moment ago");
            }
            try {
                nioHandler.createOrReuseSocket(address, port);
                silent.remove(key);
            } catch (SocketTimeoutException noAnswer) {
                long now = System.nanoTime();
                silent.values().removeIf(then -> now - then >= SILENCE_NANOS);
                silent.put(key, now);
                throw noAnswer;
            }
        }
    }

    private static final class Connections extends NIOHandler {
        private final NioTcpMessageProcessor processor;

        Connections(SIPTransactionStack stack, NioTcpMessageProcessor processor) {
            super(stack, processor);
            this.processor = processor;
        }

        @Override
        public SocketChannel createOrReuseSocket(InetAddress address, int port) throws IOException {
            SocketChannel channel = super.createOrReuseSocket(address, port);
            keep(address, port, channel);
            return channel;
        }

        @Override
        public SocketChannel sendBytes(
                InetAddress from,
                InetAddress address,
                int port,
                String transport,
                byte[] bytes,
                boolean retry,
                NioTcpMessageChannel sender)
                throws IOException {
            // not the stock method, which writes to a new connection before it can be found, and so loses what it wrote
            SocketChannel channel = createOrReuseSocket(address, port);
            if (channel == null) {
                throw new IOException("the stack has stopped");
            }
            if (getMessageChannel(channel) == null) {
                putMessageChannel(channel, sender);
            }
            Tap.sent(Transport.parse(transport), processor.getIpAddress(), processor.getPort(), address, port, bytes);
            processor.send(channel, bytes);
            return channel;
        }

        private void keep(InetAddress address, int port, SocketChannel channel) {
            String key = makeKey(address, port);
            if (channel != null && getSocket(key) != channel) {
                putSocket(key, channel);
            }
        }

        // the map behind these is a plain one, and both the selector and the calls use it

        @Override
        public synchronized NioTcpMessageChannel getMessageChannel(SocketChannel channel) {
            return super.getMessageChannel(channel);
        }

        @Override
        public synchronized void putMessageChannel(SocketChannel channel, NioTcpMessageChannel messages) {
            super.putMessageChannel(channel, messages);
        }

        @Override
        public synchronized void removeMessageChannel(SocketChannel channel) {
            super.removeMessageChannel(channel);
        }
    }
}
