// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.ConnectionOrientedMessageChannel;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.NioTcpMessageChannel;
import gov.nist.javax.sip.stack.NioTcpMessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * SIP over TLS: the mended TCP of {@link Processors}, with a {@link TlsSession} between each connection and what is said by it. Not the stack's own, which has one
 * identity for all listeners, verifies no name, and does not know TLS 1.3 (decision record 0019).
 *
 * <p>A connection is opened by {@link #open} alone, which waits for the handshake and says in words why there is none. The stack finds it
 * then; where there is none it opens none.
 */
final class Tls extends Processors.Tcp {
    private static final long HANDSHAKE_SECONDS = 4;

    /** Connections to one peer are opened one after the other, to others at the same time. */
    private static final int LOCKS = 64;

    private final TlsIdentity identity;
    private final Map<SocketChannel, TlsSession> sessions = new ConcurrentHashMap<>();
    private final Object[] locks = new Object[LOCKS];

    Tls(InetAddress address, SIPTransactionStack stack, int port, TlsIdentity identity) {
        super(address, stack, port);
        this.transport = "TLS";
        this.identity = identity;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    TlsIdentity identity() {
        return identity;
    }

    // ---- opening

    /**
     * Sees to it that there is a connection to a peer that is who we want it to be. May wait for seconds.
     *
     * @param name whose certificate it must have; empty for one that is for its address, or for a connection that is its own
     * @throws TlsRefused in words, where one of us does not trust the other
     * @throws IOException where there is no connection for another reason
     */
    void open(InetAddress address, int port, String name) throws IOException, TlsRefused {
        String key = MessageChannel.getKey(address, port, transport);
        synchronized (locks[Math.floorMod(key.hashCode(), LOCKS)]) {
            ConnectionOrientedMessageChannel known = messageChannels.get(key);
            if (known instanceof TlsChannel channel) {
                if (!name.isEmpty()) {
                    verify(channel.session(), name);
                }
                return;
            }
            connect(address, port);
            if (nioHandler.getMessageChannel(nioHandler.createOrReuseSocket(address, port)) != null) {
                throw new IOException("the peer's own connection is in use");
            }
            TlsChannel made = new TlsChannel(address, port, sipStack, this, name);
            try {
                secure(made.session());
                verify(made.session(), name.isEmpty() ? Hops.text(address) : name);
            } catch (IOException | TlsRefused failed) {
                made.close(true, true);
                throw failed;
            }
            messageChannels.put(key, made);
        }
    }

    private static void secure(TlsSession session) throws IOException, TlsRefused {
        try {
            session.begin().toCompletableFuture().get(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SSLException refused) {
                throw new TlsRefused(TlsSession.words(refused));
            }
            throw new IOException("no TLS: " + failed.getCause().getMessage(), failed.getCause());
        } catch (TimeoutException silent) {
            throw new IOException("no TLS within " + HANDSHAKE_SECONDS + " s", silent);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("the stack stops", stopped);
        }
    }

    private static void verify(TlsSession session, String name) throws TlsRefused {
        Optional<X509Certificate> shown = session.peer();
        if (shown.isEmpty()) {
            throw new TlsRefused("it has shown no certificate, where one for " + name + " is wanted");
        }
        if (!CertificateNames.match(shown.get(), name)) {
            throw new TlsRefused(
                    "its certificate is for " + CertificateNames.describe(shown.get()) + ", not for " + name);
        }
    }

    /** Whose certificate the other end of the connection has shown that a request came by. */
    static List<String> certified(SIPRequest request) {
        return request.getMessageChannel() instanceof TlsChannel channel
                ? channel.session().peer().map(CertificateNames::all).orElse(List.of())
                : List.of();
    }

    // ---- what the stack asks for

    @Override
    public MessageChannel createMessageChannel(HostPort target) throws IOException {
        return createMessageChannel(target.getInetAddress(), target.getPort());
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress address, int port) throws IOException {
        MessageChannel known = messageChannels.get(MessageChannel.getKey(address, port, transport));
        if (known == null) {
            throw new IOException("there is no connection to " + Hops.text(address) + " port " + port);
        }
        return known;
    }

    @Override
    public NioTcpMessageChannel createMessageChannel(NioTcpMessageProcessor processor, SocketChannel socket)
            throws IOException {
        NioTcpMessageChannel known = nioHandler.getMessageChannel(socket);
        if (known == null) {
            known = new TlsChannel(this, socket);
            nioHandler.putMessageChannel(socket, known);
        }
        return known;
    }

    @Override
    public boolean isSecure() {
        return true;
    }

    @Override
    public int getDefaultTargetPort() {
        return 5061;
    }

    // ---- what is said

    /** The session of a connection that somebody has opened to us. */
    TlsSession accepted(SocketChannel socket) {
        return sessions.computeIfAbsent(socket, anew -> session(anew, identity.server()));
    }

    /** The session of a connection that we open. */
    TlsSession opened(SocketChannel socket, String name) {
        return sessions.computeIfAbsent(socket, anew -> session(anew, identity.client(name)));
    }

    private TlsSession session(SocketChannel socket, SSLEngine engine) {
        return new TlsSession(engine, records -> super.send(socket, records));
    }

    void forget(SocketChannel socket) {
        TlsSession session = socket == null ? null : sessions.remove(socket);
        if (session != null) {
            session.fail(new IOException("the connection was closed"));
        }
    }

    @Override
    public void send(SocketChannel socket, byte[] data) throws IOException {
        TlsSession session = sessions.get(socket);
        if (session == null) {
            throw new IOException("the connection is closed");
        }
        session.write(data);
    }
}
