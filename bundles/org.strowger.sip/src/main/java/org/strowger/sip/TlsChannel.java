// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.stack.NioTcpMessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;

/** A connection whose bytes are records of TLS. */
final class TlsChannel extends NioTcpMessageChannel {
    private final Tls tls;
    private final TlsSession session;

    /** One that somebody has opened to us. */
    TlsChannel(Tls tls, SocketChannel socket) throws IOException {
        super(tls, socket);
        this.tls = tls;
        this.messageProcessor = tls;
        this.session = tls.accepted(socket);
    }

    /** One that is opened here and now. */
    TlsChannel(InetAddress address, int port, SIPTransactionStack stack, Tls tls, String name) throws IOException {
        super(address, port, stack, tls);
        this.tls = tls;
        this.session = tls.opened(socketChannel, name);
        this.isCached = true;
    }

    TlsSession session() {
        return session;
    }

    @Override
    protected void addBytes(byte[] bytes) throws Exception {
        byte[] said = session.read(bytes);
        if (said.length > 0) {
            super.addBytes(said);
        }
    }

    @Override
    protected void close(boolean removeSocket, boolean stopKeepAliveTask) {
        tls.forget(socketChannel);
        super.close(removeSocket, stopKeepAliveTask);
    }

    @Override
    public boolean isSecure() {
        return true;
    }
}
