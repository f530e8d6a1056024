// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The TLS of one connection: what is to be said goes in as text and out as records, what comes in likewise. What is said before the handshake is
 * through waits for its end. Thread-safe; what a record costs is done on the thread that brings it.
 */
final class TlsSession {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** What may wait for the end of a handshake, in bytes. */
    private static final int ROOM = 256 * 1024;

    /** Takes records to the network. */
    interface Wire {
        void send(byte[] records) throws IOException;
    }

    private final SSLEngine engine;
    private final Wire wire;
    private final CompletableFuture<Void> secured = new CompletableFuture<>();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private ByteBuffer records;
    private ByteBuffer text;

    TlsSession(SSLEngine engine, Wire wire) {
        this.engine = engine;
        this.wire = wire;
        this.records = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        this.text = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    }

    /** We open the connection: begins the handshake. The result tells its end, or why there is none. */
    synchronized CompletionStage<Void> begin() throws IOException {
        engine.beginHandshake();
        handshake();
        return secured;
    }

    /** Says something. */
    synchronized void write(byte[] plain) throws IOException {
        if (secured.isCompletedExceptionally()) {
            throw new IOException("the connection is not secured");
        }
        if (secured.isDone()) {
            wrap(ByteBuffer.wrap(plain));
        } else if (waitingBytes + plain.length > ROOM) {
            throw new IOException("too much waits for the end of a handshake");
        } else {
            waitingBytes += plain.length;
            waiting.add(plain);
        }
    }

    /** Takes what came, and gives what it says: perhaps nothing yet. */
    synchronized byte[] read(byte[] came) throws IOException {
        if (records.remaining() < came.length) {
            ByteBuffer larger = ByteBuffer.allocate(records.position() + came.length);
            larger.put(records.flip());
            records = larger;
        }
        records.put(came).flip();
        ByteArrayOutputStream said = new ByteArrayOutputStream(came.length);
        try {
            while (unwrapped(said)) {
                handshake();
            }
            handshake();
        } catch (SSLException refused) {
            sayWhy();
            fail(refused);
            throw refused;
        } finally {
            records.compact();
        }
        return said.toByteArray();
    }

    /** Takes one record; false where there is no whole one. */
    private boolean unwrapped(ByteArrayOutputStream said) throws IOException {
        if (!records.hasRemaining()) {
            return false;
        }
        text.clear();
        SSLEngineResult result = engine.unwrap(records, text);
        switch (result.getStatus()) {
            case BUFFER_UNDERFLOW -> {
                return false;
            }
            case BUFFER_OVERFLOW -> {
                text = ByteBuffer.allocate(2 * text.capacity());
                return true;
            }
            case CLOSED -> throw new IOException("the peer has closed the connection");
            case OK -> said.write(text.array(), 0, text.position());
        }
        return result.bytesConsumed() > 0 || result.bytesProduced() > 0;
    }

    /** Does what the engine wants to be done before it wants more from the peer. */
    private void handshake() throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                        task.run();
                    }
                }
                case NEED_WRAP -> wrap(NOTHING.duplicate());
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    return;
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    through();
                    return;
                }
            }
        }
    }

    private void through() throws IOException {
        boolean agreed = !engine.getSession().getProtocol().equals("NONE");
        if (agreed && !secured.isDone()) {
            secured.complete(null);
            for (byte[] plain = waiting.poll(); plain != null; plain = waiting.poll()) {
                wrap(ByteBuffer.wrap(plain));
            }
        }
    }

    private void wrap(ByteBuffer plain) throws IOException {
        do {
            ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            SSLEngineResult result = engine.wrap(plain, out);
            if (out.position() > 0) {
                byte[] bytes = new byte[out.flip().remaining()];
                out.get(bytes);
                wire.send(bytes);
            }
            if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                throw new IOException("the connection is closed");
            }
            if (result.bytesProduced() == 0 && result.bytesConsumed() == 0 && plain.hasRemaining()) {
                throw new IOException("the peer wants to negotiate anew");
            }
        } while (plain.hasRemaining());
    }

    /** The alert that tells the peer what we do not like. */
    private void sayWhy() {
        try {
            if (engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP) {
                wrap(NOTHING.duplicate());
            }
        } catch (IOException alsoGone) {
            // there is nobody to tell
            engine.closeOutbound();
        }
    }

    /** The connection is over; whoever waits for the handshake is told. */
    synchronized void fail(Exception why) {
        secured.completeExceptionally(why);
        waiting.clear();
        engine.closeOutbound();
    }

    /** The certificate that the peer has shown, and that an authority of ours vouches for. */
    Optional<X509Certificate> peer() {
        try {
            return engine.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    /** In words why a handshake has failed. */
    static String words(Throwable fault) {
        boolean path = false;
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "its certificate has expired";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "its certificate is not valid yet";
            }
            path |= cause instanceof CertPathValidatorException || cause instanceof CertPathBuilderException;
        }
        if (path) {
            return "its certificate is of no authority that we trust";
        }
        String text = String.valueOf(fault.getMessage());
        String alert = "Received fatal alert: ";
        return text.contains(alert)
                ? "it refuses our certificate or our TLS: " + text.substring(text.indexOf(alert) + alert.length())
                : text;
    }
}
