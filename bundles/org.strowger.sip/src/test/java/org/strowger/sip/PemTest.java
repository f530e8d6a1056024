// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.testkit.Certificates;

class PemTest {
    @TempDir
    static Path folder;

    private static Certificates authority;

    @BeforeAll
    static void certify() throws Exception {
        authority = new Certificates(folder);
        authority.certify("one", "dns:one.example");
        authority.certify("two", "dns:two.example");
    }

    private static TlsFiles files(Path certificate, Path key) {
        return new TlsFiles(certificate, key, Optional.empty(), TlsFiles.Clients.NONE);
    }

    @Test
    void aChainAndItsKeyAreReadWhateverElseIsInTheFile() throws IOException {
        Path file = folder.resolve("with words.pem");
        Files.writeString(file, "Subject: CN=one\n" + Files.readString(authority.certificate("one")) + "\nthe end\n");
        assertThat(Pem.certificates(file)).hasSize(2);
        assertThat(new TlsIdentity(files(file, authority.key("one"))).server().getEnabledProtocols())
                .containsExactly("TLSv1.3", "TLSv1.2");
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                                                           holds no certificate",
        "'-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',             cannot be read",
        "'-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n',     holds no certificate",
    })
    void aBadCertificateIsNamed(String text, String why) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.pem"), text);
        assertThatThrownBy(() -> new TlsIdentity(files(file, authority.key("one"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bad.pem")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                                                       holds 0 private keys",
        "'-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n',   openssl pkcs8",
        "'-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',         holds no EC key",
    })
    void aBadKeyIsNamed(String text, String why) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.key"), text);
        assertThatThrownBy(() -> new TlsIdentity(files(authority.certificate("one"), file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bad.key")
                .hasMessageContaining(why);
    }

    @Test
    void aKeyOfAnotherCertificateIsNamed() {
        assertThatThrownBy(() -> new TlsIdentity(files(authority.certificate("one"), authority.key("two"))))
                .hasMessageContaining("two.key")
                .hasMessageContaining("is not the key");
    }

    @Test
    void whatIsReplacedByWhatIsBadStays() throws IOException {
        Path certificate = folder.resolve("mine.pem");
        Path key = folder.resolve("mine.key");
        Files.copy(authority.certificate("one"), certificate);
        Files.copy(authority.key("one"), key);
        TlsIdentity identity = new TlsIdentity(files(certificate, key));
        assertThat(identity.outdated()).isFalse();
        Files.writeString(certificate, "nothing");
        assertThat(identity.outdated()).isTrue();
        assertThatThrownBy(() -> identity.use(identity.files())).hasMessageContaining("mine.pem");
        assertThat(identity.server()).isNotNull();
    }
}
