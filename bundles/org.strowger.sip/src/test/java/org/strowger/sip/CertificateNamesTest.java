// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.testkit.Certificates;

/** RFC 5922 section 7.1. */
class CertificateNamesTest {
    @TempDir
    static Path folder;

    private static Certificates authority;

    @BeforeAll
    static void certify() throws Exception {
        authority = new Certificates(folder);
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource({
        "a, 'dns:sbc.example.org,dns:b.example.org',       'sbc.example.org,b.example.org'",
        "b, 'dns:sbc.example.org,ip:192.0.2.7',            'sbc.example.org,192.0.2.7'",
        "c, 'uri:sip:example.org,dns:sbc.example.org',     example.org",
        "d, 'uri:sip:bob@example.org,dns:sbc.example.org', sbc.example.org",
        "e, email:bob@example.org,                         e",
    })
    void aCertificateIsForItsDomainsOrItsNamesOrItsSubject(String subject, String names, String whose)
            throws Exception {
        authority.certify(subject, names);
        assertThat(CertificateNames.all(
                        Pem.certificates(authority.certificate(subject)).get(0)))
                .isEqualTo(List.of(whose.split(",")));
    }
}
