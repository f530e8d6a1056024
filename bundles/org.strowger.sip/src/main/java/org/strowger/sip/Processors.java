// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.NIOHandler;
import gov.nist.javax.sip.stack.NioMessageProcessorFactory;
import gov.nist.javax.sip.stack.NioTcpMessageChannel;
import gov.nist.javax.sip.stack.NioTcpMessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.util.Properties;

/**
 * The stack's own transports, two of them mended. Its UDP reads into a queue without bounds: see {@link Udp}. Its TCP forgets every
 * connection that it opens as soon as it is open, so that each message goes out on a new one. The stack makes this by reflection,
 * from its property MESSAGE_PROCESSOR_FACTORY; without that property all is as the stack has it.
 */
public final class Processors implements MessageProcessorFactory {
    private final MessageProcessorFactory stock = new NioMessageProcessorFactory();

    @Override
    public MessageProcessor createMessageProcessor(
            SIPTransactionStack stack, InetAddress address, int port, String transport) throws IOException {
        if (transport.equalsIgnoreCase("tcp")) {
            return new Tcp(address, stack, port);
        }
        if (transport.equalsIgnoreCase("udp")) {
            return udp(address, stack, port);
        }
        return stock.createMessageProcessor(stack, address, port, transport);
    }

    private static MessageProcessor udp(InetAddress address, SIPTransactionStack stack, int port) throws IOException {
        Properties properties = ((SipStackImpl) stack).getConfigurationProperties();
        int threads = Integer.parseInt(properties.getProperty(StackProperties.THREADS));
        int longest = Integer.parseInt(properties.getProperty(StackProperties.LONGEST));
        return new Udp(address, stack, port, threads, longest);
    }

    private static final class Tcp extends NioTcpMessageProcessor {
        Tcp(InetAddress address, SIPTransactionStack stack, int port) {
            super(address, stack, port);
            nioHandler = new Connections(stack, this);
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
