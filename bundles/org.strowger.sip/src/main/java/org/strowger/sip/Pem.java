// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys from text (RFC 7468). What is wrong with a file is an {@link IllegalArgumentException} that names it. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private Pem() {}

    private record Block(String label, byte[] bytes) {}

    private static List<Block> blocks(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + " cannot be read: " + unreadable, unreadable);
        }
        List<Block> blocks = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(text); block.find(); ) {
            blocks.add(new Block(block.group(1), Base64.getMimeDecoder().decode(block.group(2))));
        }
        return blocks;
    }

    /** Every certificate of a file, one at least. */
    static List<X509Certificate> certificates(Path file) {
        List<X509Certificate> found = new ArrayList<>();
        for (Block block : blocks(file)) {
            if (block.label().equals("CERTIFICATE")) {
                found.add(certificate(file, block.bytes()));
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(file + " holds no certificate");
        }
        return found;
    }

    private static X509Certificate certificate(Path file, byte[] bytes) {
        try {
            Certificate read =
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
            return (X509Certificate) read;
        } catch (CertificateException bad) {
            throw new IllegalArgumentException(
                    file + " holds a certificate that cannot be read: " + bad.getMessage(), bad);
        }
    }

    /**
     * The private key of a file.
     *
     * @param algorithm that of the certificate's public key
     */
    static PrivateKey key(Path file, String algorithm) {
        List<Block> keys = blocks(file).stream()
                .filter(block -> block.label().endsWith("PRIVATE KEY"))
                .toList();
        if (keys.size() != 1) {
            throw new IllegalArgumentException(file + " holds " + keys.size() + " private keys, and one is wanted");
        }
        if (!keys.get(0).label().equals("PRIVATE KEY")) {
            throw new IllegalArgumentException(file + " holds a key of the form '"
                    + keys.get(0).label() + "'; make it PKCS #8 by: openssl pkcs8 -topk8 -nocrypt");
        }
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(keys.get(0).bytes()));
        } catch (GeneralSecurityException bad) {
            throw new IllegalArgumentException(
                    file + " holds no " + algorithm + " key, which the certificate is for", bad);
        }
    }
}
