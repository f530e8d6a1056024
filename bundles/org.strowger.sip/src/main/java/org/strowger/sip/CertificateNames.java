// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.strowger.api.sip.SipUri;

/**
 * Whose a certificate is: RFC 5922 section 7. Where it names SIP domains, they count; else its DNS names, to the letter and without wildcards;
 * for an address, its addresses.
 */
final class CertificateNames {
    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int IP = 7;

    private CertificateNames() {}

    /** @param wanted the domain that was dialled, or a numeric address */
    static boolean match(X509Certificate certificate, String wanted) {
        if (Hops.isNumeric(wanted)) {
            return names(certificate, IP).stream()
                    .anyMatch(name -> Hops.isNumeric(name) && Hops.address(name).equals(Hops.address(wanted)));
        }
        List<String> domains = domains(certificate);
        List<String> names = domains.isEmpty() ? names(certificate, DNS) : domains;
        return names.stream().anyMatch(name -> bare(name).equals(bare(wanted)));
    }

    /** Whose it is: its SIP domains, or else its DNS names and addresses, or else the common name of its subject. */
    static List<String> all(X509Certificate certificate) {
        List<String> all = new ArrayList<>(domains(certificate));
        if (all.isEmpty()) {
            all.addAll(names(certificate, DNS));
            all.addAll(names(certificate, IP));
        }
        return all.isEmpty() ? commonName(certificate) : all;
    }

    private static List<String> commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(rdn -> String.valueOf(rdn.getValue()))
                            .toList();
        } catch (InvalidNameException unreadable) {
            return List.of();
        }
    }

    private static String bare(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** The domains of its SIP URIs; one with a user is a person's, not a domain's (section 7.1). */
    private static List<String> domains(X509Certificate certificate) {
        List<String> domains = new ArrayList<>();
        for (String text : names(certificate, URI)) {
            if (text.regionMatches(true, 0, "sip:", 0, 4)) {
                SipUri uri = SipUri.parse(text);
                if (uri.user().isEmpty()) {
                    domains.add(uri.host());
                }
            }
        }
        return domains;
    }

    private static List<String> names(X509Certificate certificate, int kind) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                for (List<?> name : all) {
                    if (name.get(0).equals(kind) && name.get(1) instanceof String text) {
                        names.add(text);
                    }
                }
            }
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
        return names;
    }

    /** Whose it says that it is, for an operator. */
    static String describe(X509Certificate certificate) {
        List<String> all = new ArrayList<>();
        for (int kind : new int[] {URI, DNS, IP}) {
            all.addAll(names(certificate, kind));
        }
        return all.isEmpty() ? "no name, " + certificate.getSubjectX500Principal() : String.join(", ", all);
    }
}
