// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.audit.Audited;
import org.strowger.api.audit.Table;
import org.strowger.api.digest.DigestAuthenticator;
import org.strowger.api.digest.Ha1;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipRequest;

/** Digest authentication of requests that come in: RFC 3261 section 22 with RFC 7616 and RFC 8760. */
@Component(
        service = {DigestAuthenticator.class, Audited.class},
        configurationPid = DigestService.PID)
@Designate(ocd = DigestService.Config.class)
public final class DigestService implements DigestAuthenticator, Audited {
    static final String PID = "org.strowger.sip.digest";

    @ObjectClassDefinition(
            name = "Strowger SIP digest",
            description = "How phones and peers are asked to prove who they are.")
    @interface Config {
        @AttributeDefinition(
                name = "Nonce lifetime",
                description = "Seconds for which the answer to a challenge is good. Default 120, from 10 to 3600.",
                min = "10",
                max = "3600")
        long nonce_lifetime() default 120;

        @AttributeDefinition(
                name = "Algorithms",
                description =
                        "What is offered, in the order of the challenges' header lines: MD5, SHA-256 or both. Default"
                                + " MD5, SHA-256: RFC 8760 wants the better one first, but many clients look at the first line alone.")
        String algorithms() default "MD5, SHA-256";

        @AttributeDefinition(
                name = "Nonces remembered",
                description =
                        "How many nonces in use are remembered at the most. Where more are used within their lifetime,"
                                + " the oldest count as stale. Default 100000, from 1000 to 10000000.",
                min = "1000",
                max = "10000000")
        int nonces_max() default 100_000;

        @AttributeDefinition(
                name = "URI check",
                description = "How near the uri of credentials must be to the Request-URI. Default user.",
                options = {
                    @Option(label = "the same user and host", value = "strict"),
                    @Option(label = "the same user, where both name one", value = "user"),
                    @Option(label = "no check", value = "none")
                })
        String uri_check() default "user";

        @AttributeDefinition(
                name = "MD5 only for",
                description =
                        "How the User-Agent begins of clients that are offered MD5 alone, where MD5 is offered: those that"
                                + " give up when a second line names an algorithm they do not know. Separated by commas.")
        String md5_agents() default "baresip v0., baresip v1., baresip v2., baresip v3.";
    }

    private static final Logger log = LoggerFactory.getLogger(DigestService.class);
    private static final int SECRET = 32;

    private final LongSupplier millis;
    private final NonceMint mint;
    private final NonceTable used;
    private final Ha1 nobody;
    private volatile DigestSettings settings;

    @Activate
    public DigestService(Config config, Map<String, Object> properties) {
        this(DigestSettings.DEFAULT, secret(), () -> System.nanoTime() / 1_000_000);
        modified(config, properties);
    }

    DigestService(DigestSettings settings, byte[] secret, LongSupplier millis) {
        this.settings = settings;
        this.millis = millis;
        this.mint = new NonceMint(secret, millis);
        this.used = new NonceTable(mint, millis);
        this.nobody = ha1("nobody", "nowhere", mint.issue(""));
    }

    private static byte[] secret() {
        byte[] secret = new byte[SECRET];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    /**
     * Takes settings over in place: the nonces that phones hold stay good. A bad value fails no activation, for then nobody
     * could call, and a correction would not be heard.
     */
    @Modified
    void modified(Config config, Map<String, Object> properties) {
        try {
            settings = DigestSettings.of(config, properties);
        } catch (IllegalArgumentException wrong) {
            log.error("{}; it goes on with {}", wrong.getMessage(), settings);
        }
    }

    @Override
    public Verdict verify(SipRequest request, String realm, Function<String, Optional<Ha1>> accounts) {
        DigestSettings now = settings;
        DigestCredentials given = DigestCredentials.select(request.headers("Authorization"), realm, now.algorithms())
                .orElse(null);
        if (given == null) {
            return challenge(now, request, realm, false, "no credentials for realm " + realm);
        }
        Optional<String> flaw = flaw(now, request, given);
        if (flaw.isPresent()) {
            return challenge(now, request, realm, false, flaw.get());
        }
        DigestAlgorithm algorithm = DigestAlgorithm.named(given.algorithm()).orElseThrow();
        Optional<Ha1> account = accounts.apply(given.username())
                .filter(ha1 -> !algorithm.of(ha1).isEmpty());
        // Somebody unknown is computed all the same, so that the time does not tell who exists.
        String expected = algorithm.response(algorithm.of(account.orElse(nobody)), request.method(), given);
        if (!same(expected, given.response()) || account.isEmpty()) {
            String why = account.isEmpty() ? "unknown user " : "wrong password of ";
            return challenge(now, request, realm, false, why + given.username());
        }
        // Only somebody who knows the password learns that the nonce was to blame (RFC 7616 section 3.3, stale).
        return fresh(now, realm, given)
                ? new Verdict.Verified(given.username())
                : challenge(now, request, realm, true, "stale or replayed nonce of " + given.username());
    }

    private static Optional<String> flaw(DigestSettings now, SipRequest request, DigestCredentials given) {
        if (DigestAlgorithm.named(given.algorithm())
                .filter(now.algorithms()::contains)
                .isEmpty()) {
            return Optional.of("algorithm " + given.algorithm() + " was not offered");
        }
        if (!given.qop().equals("auth")) {
            return Optional.of("qop is '" + given.qop() + "', not auth");
        }
        if (given.username().isEmpty() || given.cnonce().isEmpty() || given.count() < 0) {
            return Optional.of("credentials lack a username, a cnonce or a count");
        }
        if (!now.uriCheck().passes(given.uri(), request.uri())) {
            return Optional.of("credentials are for " + given.uri() + ", not for " + request.uri());
        }
        return Optional.empty();
    }

    private static boolean same(String expected, String given) {
        // Hexadecimal digits in upper case are wrong by RFC 7616 and right by common sense.
        String lower = given.toLowerCase(Locale.ROOT);
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), lower.getBytes(StandardCharsets.UTF_8));
    }

    private boolean fresh(DigestSettings now, String realm, DigestCredentials given) {
        return mint.read(given.nonce(), realm)
                .filter(nonce -> millis.getAsLong() - nonce.issuedMillis() < now.lifetimeMillis())
                .filter(nonce -> used.use(nonce.number(), given.count(), now.lifetimeMillis(), now.noncesMax()))
                .isPresent();
    }

    private Verdict.Challenge challenge(
            DigestSettings now, SipRequest request, String realm, boolean stale, String why) {
        String quoted = realm.replace("\\", "\\\\").replace("\"", "\\\"");
        String nonce = mint.issue(realm);
        List<DigestAlgorithm> offered = offered(now, request);
        List<Header> headers = new ArrayList<>(offered.size());
        for (DigestAlgorithm algorithm : offered) {
            headers.add(new Header(
                    "WWW-Authenticate",
                    "Digest realm=\"" + quoted + "\", nonce=\"" + nonce + "\", algorithm=" + algorithm.token()
                            + ", qop=\"auth\"" + (stale ? ", stale=true" : "")));
        }
        return new Verdict.Challenge(headers, why);
    }

    private static List<DigestAlgorithm> offered(DigestSettings now, SipRequest request) {
        if (now.algorithms().size() > 1 && !now.md5Agents().isEmpty()) {
            String agent = request.header("User-Agent").orElse("");
            for (String prefix : now.md5Agents()) {
                if (agent.startsWith(prefix)) {
                    return List.of(DigestAlgorithm.MD5);
                }
            }
        }
        return now.algorithms();
    }

    @Override
    public Ha1 ha1(String user, String realm, String password) {
        return new Ha1(
                DigestAlgorithm.MD5.hash(user, realm, password), DigestAlgorithm.SHA_256.hash(user, realm, password));
    }

    @Override
    public String subject() {
        return "digest";
    }

    @Override
    public List<Table> tables() {
        return List.of(new Table("nonces", used.size(), settings.noncesMax(), false, Set.of()));
    }
}
