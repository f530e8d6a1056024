// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a TLS listener proves itself with and whom it believes.
 *
 * @param certificate a PEM file: ours first, then those of the authorities between it and the root
 * @param key a PEM file: its private key, PKCS #8, without a passphrase
 * @param trust a PEM file of the authorities that are believed; empty for those of the Java platform
 * @param clients what is asked of those that connect to us
 */
record TlsFiles(Path certificate, Path key, Optional<Path> trust, Clients clients) {
    /** Whether those that connect to us have to show a certificate. */
    enum Clients {
        NONE,
        WANT,
        NEED;

        /** @throws IllegalArgumentException naming what is possible */
        static Clients parse(String text) {
            for (Clients clients : values()) {
                if (clients.name().equalsIgnoreCase(text)) {
                    return clients;
                }
            }
            throw new IllegalArgumentException("'" + text.toLowerCase(Locale.ROOT) + "' is none of none, want, need");
        }
    }

    TlsFiles {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(trust, "trust");
        Objects.requireNonNull(clients, "clients");
    }

    /** Something that is another when one of the files is. */
    List<String> stamps() {
        return List.of(
                stamp(certificate), stamp(key), trust.map(TlsFiles::stamp).orElse(""));
    }

    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException missing) {
            return "none";
        }
    }
}
