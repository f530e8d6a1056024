// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SIPConstants;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPTransaction;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import javax.sip.IOExceptionEvent;
import javax.sip.ListeningPoint;
import javax.sip.ObjectInUseException;
import javax.sip.PeerUnavailableException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.address.Hop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.sip.Transport;
import org.strowger.sip.parser.QuickParser;

/** The JAIN-SIP RI's life: it starts, opens and closes sockets, and stops. Thread-safe. */
final class Stack {
    private static final Logger log = LoggerFactory.getLogger(Stack.class);

    private static final int FREED_MILLIS = 200;

    private final Tunable stack;

    /** The stack, whose numbers may change while it runs: a socket has those of the time when it was opened. */
    static final class Tunable extends SipStackImpl {
        private static final int COOKIE = SIPConstants.BRANCH_MAGIC_COOKIE.length();

        private volatile int threads;
        private volatile int longest;
        private volatile boolean quick;
        private final MessageParser parser = new QuickParser(() -> quick);
        private final Set<StockPart> stock;
        private final Collection<Udp> udp = new CopyOnWriteArrayList<>();
        /** Of the TLS listener that is being opened. */
        private TlsIdentity identity;

        Tunable(int threads, int maxMessageBytes, Set<StockPart> stock, Properties properties)
                throws PeerUnavailableException {
            super(properties);
            this.stock = stock;
            this.quick = !stock.contains(StockPart.PARSER);
            this.threads = threads;
            this.longest = maxMessageBytes;
        }

        void tune(int newThreads, int maxMessageBytes) {
            threads = newThreads;
            longest = maxMessageBytes;
            setThreadPoolSize(newThreads);
            maxMessageSize = maxMessageBytes;
        }

        /** The stack's thread for events waits for one when it is told to stop, and does not look up. */
        @Override
        public void stop() {
            EventScanner scanner = getEventScanner();
            super.stop();
            if (scanner != null) {
                scanner.addEvent(new EventWrapper(new IOExceptionEvent(this, "", 0, ""), null));
            }
        }

        /** Who reads the messages of all transports. */
        MessageParser parser() {
            return parser;
        }

        /**
         * Finds it by its branch (RFC 3261 section 9.2). The stack asks all transactions that there are, and each writes out and parses
         * the request it has forgotten: when a peak makes callers give up, their CANCELs would make it last.
         */
        @Override
        public SIPTransaction findCancelTransaction(SIPRequest cancel, boolean isServer) {
            String branch = cancel.getTopmostVia().getBranch();
            if (stock.contains(StockPart.CANCEL)
                    || branch == null
                    || !branch.regionMatches(true, 0, SIPConstants.BRANCH_MAGIC_COOKIE, 0, COOKIE)) {
                return super.findCancelTransaction(cancel, isServer);
            }
            SIPTransaction found = findTransaction(branch.toLowerCase(Locale.ROOT), isServer);
            return found != null && found.doesCancelMatchTransaction(cancel) ? found : null;
        }

        boolean has(StockPart part) {
            return stock.contains(part);
        }

        /** The way by UDP from a socket of ours; the stack takes the hop's address apart several times to find it. */
        @Override
        public MessageChannel createRawMessageChannel(String source, int port, Hop hop) throws UnknownHostException {
            if (!has(StockPart.SENDING)
                    && hop.getTransport().equalsIgnoreCase("udp")
                    && Hops.isNumeric(hop.getHost())) {
                for (Udp socket : udp) {
                    if (socket.isAt(source, port)) {
                        return socket.createMessageChannel(Hops.address(hop.getHost()), hop.getPort());
                    }
                }
            }
            return super.createRawMessageChannel(source, port, hop);
        }

        /** The UDP sockets that are open. */
        Collection<Udp> udp() {
            return udp;
        }

        /** With what the TLS listener that is being opened proves itself. */
        TlsIdentity identity() {
            return Objects.requireNonNull(identity, "a TLS listener needs an identity");
        }

        /** How many threads read a UDP socket. */
        int threads() {
            return threads;
        }

        /** The length of the longest message that is read, in bytes. */
        int longest() {
            return longest;
        }
    }

    /** @param stock parts for which the stack's own are used */
    Stack(int threads, int maxMessageBytes, Set<StockPart> stock) {
        this(threads, maxMessageBytes, stock, StackProperties.of(threads, maxMessageBytes, stock));
    }

    /** A stack that is set up otherwise. */
    Stack(int threads, int maxMessageBytes, Set<StockPart> stock, Properties properties) {
        try {
            stack = new Tunable(threads, maxMessageBytes, stock, properties);
            // not by its property SIP_MESSAGE_VALVE, for which the stack sleeps a while
            stack.sipMessageValves.add(new StrayResponses(stack));
        } catch (PeerUnavailableException bug) {
            throw new IllegalStateException("the SIP stack does not start", bug);
        }
    }

    /** Changes the numbers of the constructor, for sockets that are opened from now on. */
    synchronized void tune(int threads, int maxMessageBytes) {
        stack.tune(threads, maxMessageBytes);
    }

    /** @param stock whether the next messages are read by the stack's own parser; of all parts this one alone is changed at once */
    void parse(boolean stock) {
        stack.quick = !stock;
    }

    /**
     * Opens a socket.
     *
     * @throws IOException saying why it cannot be had
     */
    synchronized Port open(ListenerSpec spec, SipListener listener) throws IOException {
        InetAddress bound = Hops.address(spec.host());
        // the stack leaves itself half stopped after a bind that failed: ask the system first
        probe(spec.transport(), new InetSocketAddress(bound, spec.port()));
        ListeningPoint point = null;
        try {
            stack.identity = spec.tls().map(TlsIdentity::new).orElse(null);
            point = stack.createListeningPoint(
                    spec.host(), spec.port(), spec.transport().token());
            SipProvider provider = stack.createSipProvider(point);
            provider.setAutomaticDialogSupportEnabled(false);
            provider.addSipListener(listener);
            return new Port(spec, point, provider, bound);
        } catch (Exception failed) {
            if (point != null) {
                delete(point);
            }
            throw new IOException(Outbox.reason(failed), failed);
        }
    }

    private static void probe(Transport transport, InetSocketAddress address) throws IOException {
        if (transport == Transport.UDP) {
            try (DatagramSocket socket = new DatagramSocket(null)) {
                socket.setReuseAddress(false);
                socket.bind(address);
            }
        } else {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(address);
            }
        }
    }

    synchronized void close(Port port, SipListener listener) {
        try {
            port.provider().removeSipListener(listener);
            // the provider stays: the stack stops itself, and every timer, when its last one is deleted
            port.provider().removeListeningPoint(port.point());
        } catch (ObjectInUseException inUse) {
            log.debug("listener {} is in use while it closes", port.name(), inUse);
        }
        delete(port.point());
        awaitFreed(port);
    }

    /** A socket on which a thread was just waiting is closed a moment later, and whoever wants the port next shall have it. */
    private static void awaitFreed(Port port) {
        InetSocketAddress address =
                new InetSocketAddress(Hops.address(port.point().getIPAddress()), port.portNumber());
        for (int attempt = 0; attempt < FREED_MILLIS; attempt++) {
            try {
                probe(port.transport(), address);
                return;
            } catch (IOException stillOpen) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private void delete(ListeningPoint point) {
        try {
            try {
                stack.deleteListeningPoint(point);
            } catch (NullPointerException notRunningYet) {
                // of a socket whose reader has not come so far as to read; it is closed, and now to be forgotten
                log.debug("{} was closed as soon as it was opened", point, notRunningYet);
                stack.deleteListeningPoint(point);
            }
        } catch (ObjectInUseException inUse) {
            log.debug("{} is in use while it closes", point, inUse);
        }
    }

    int clientTransactions() {
        return stack.getClientTransactionTableSize();
    }

    int serverTransactions() {
        return stack.getServerTransactionTableSize();
    }

    synchronized void stop() {
        int attempts = 1;
        for (Iterator<?> points = stack.getListeningPoints(); points.hasNext(); points.next()) {
            attempts++;
        }
        for (; attempts > 0; attempts--) {
            try {
                stack.stop();
                return;
            } catch (NullPointerException notRunningYet) {
                // of a socket whose reader has not come so far as to read; it is closed, and the others are still to do
                log.debug("the stack stopped at a socket that had just been opened", notRunningYet);
            }
        }
    }
}
