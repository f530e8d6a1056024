// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * What new connections of a TLS listener are made with. Those that are up keep what they were made with, so that files may be replaced at
 * any time. Thread-safe.
 */
final class TlsIdentity {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final char[] NO_PASSWORD = {};

    private volatile Loaded loaded;

    private record Loaded(TlsFiles files, List<String> stamps, SSLContext context) {}

    /** @throws IllegalArgumentException naming the file and what is wrong with it */
    TlsIdentity(TlsFiles files) {
        use(files);
    }

    /**
     * Takes other files, or these again.
     *
     * @throws IllegalArgumentException naming the file and what is wrong with it; then all stays as it was
     */
    void use(TlsFiles files) {
        List<String> stamps = files.stamps();
        loaded = new Loaded(files, stamps, context(files));
    }

    /** Whether its files are others than when they were read. */
    boolean outdated() {
        return !loaded.stamps().equals(loaded.files().stamps());
    }

    TlsFiles files() {
        return loaded.files();
    }

    private static SSLContext context(TlsFiles files) {
        List<X509Certificate> chain = Pem.certificates(files.certificate());
        PrivateKey key = Pem.key(files.key(), chain.get(0).getPublicKey().getAlgorithm());
        try {
            if (!belong(key, chain.get(0))) {
                throw new IllegalArgumentException(
                        files.key() + " is not the key of the first certificate in " + files.certificate());
            }
            KeyStore own = empty();
            own.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, NO_PASSWORD);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(
                    files.trust().isPresent()
                            ? trusted(Pem.certificates(files.trust().get()))
                            : null);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException bad) {
            throw new IllegalArgumentException(files.certificate() + " cannot be used: " + bad.getMessage(), bad);
        }
    }

    private static boolean belong(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256with" + key.getAlgorithm();
        Signature signature = Signature.getInstance(algorithm.endsWith("EdDSA") ? "EdDSA" : algorithm);
        byte[] text = {1, 2, 3};
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(text);
        return signature.verify(signed);
    }

    private static KeyStore trusted(List<X509Certificate> authorities) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    /** For a connection that somebody opens to us. */
    SSLEngine server() {
        Loaded now = loaded;
        SSLEngine engine = now.context().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(PROTOCOLS);
        switch (now.files().clients()) {
            case NEED -> engine.setNeedClientAuth(true);
            case WANT -> engine.setWantClientAuth(true);
            case NONE -> engine.setNeedClientAuth(false);
        }
        return engine;
    }

    /**
     * For a connection that we open.
     *
     * @param name whom we want to speak to; empty where only its address is known
     */
    SSLEngine client(String name) {
        SSLEngine engine = loaded.context().createSSLEngine();
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(PROTOCOLS);
        if (!name.isEmpty() && !Hops.isNumeric(name)) {
            SSLParameters parameters = engine.getSSLParameters();
            // RFC 6066 section 3: without the final dot
            parameters.setServerNames(
                    List.of(new SNIHostName(name.endsWith(".") ? name.substring(0, name.length() - 1) : name)));
            engine.setSSLParameters(parameters);
        }
        return engine;
    }
}
