// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.api.digest.DigestAuthenticator;
import org.strowger.api.digest.DigestAuthenticator.Verdict;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.SipRequest;
import org.strowger.api.sip.Status;

/** Answers REGISTER: RFC 3261 section 10.3, in its order. Any thread; never waits. */
final class Registering {
    private static final Logger log = LoggerFactory.getLogger(Registering.class);

    private static final String PATH = "path";
    // RFC 3261 section 25.1, SIP-date: the day has two digits, unlike in the JDK's RFC_1123_DATE_TIME.
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Accounts accounts;
    private final Bindings bindings;
    private final DigestAuthenticator digests;
    private final Supplier<Settings> current;
    private final InstantSource clock;

    Registering(Registry registry, DigestAuthenticator digests, Supplier<Settings> current, InstantSource clock) {
        this.accounts = registry.accounts();
        this.bindings = registry.bindings();
        this.digests = digests;
        this.current = current;
        this.clock = clock;
    }

    SipReply answer(SipRequest request) {
        Settings settings = current.get();
        // Item 2: what the phone requires of us.
        List<String> unknown = tokens(request, "Require");
        unknown.removeIf(PATH::equalsIgnoreCase);
        if (!unknown.isEmpty()) {
            return SipReply.of(420, new Header("Unsupported", String.join(", ", unknown)));
        }
        // Item 3: who it is.
        Verdict verdict = digests.verify(request, settings.realm(), user -> accounts.secret(user, settings.realm()));
        if (verdict instanceof Verdict.Challenge challenge) {
            return new SipReply(Status.of(401), challenge.headers(), Optional.empty());
        }
        // Items 4 and 5: whether it may change this address of record. Another's is refused, be it there or not.
        Optional<Account> account = accounts.named(((Verdict.Verified) verdict).user())
                .filter(user -> user.answersTo(request.to().uri().number()));
        if (account.isEmpty()) {
            log.debug("{} may not register {}", ((Verdict.Verified) verdict).user(), request.to());
            return SipReply.of(403);
        }
        return answer(request, account.get().name(), settings);
    }

    private SipReply answer(SipRequest request, String account, Settings settings) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        if (request.headers("Contact").isEmpty()) {
            return listing(bindings.live(account, now), now, List.of());
        }
        List<String> path = request.headers("Path");
        // A proxy put itself into the path of a phone that does not know of paths: RFC 3327 section 5.3.
        if (!path.isEmpty() && tokens(request, "Supported").stream().noneMatch(PATH::equalsIgnoreCase)) {
            return SipReply.of(420, new Header("Unsupported", PATH));
        }
        Registration registration;
        try {
            registration = Registration.of(request, settings, now);
        } catch (IllegalArgumentException malformed) {
            log.debug("{} registers with a bad contact from {}: {}", account, request.flow(), malformed.getMessage());
            return SipReply.of(400);
        }
        // Items 6 and 7, as one step. The account may have been removed since it proved who it is.
        Change change = bindings.change(
                account,
                now,
                live -> accounts.named(account).isPresent()
                        ? registration.to(live)
                        : new Change.Refuse(SipReply.of(403)));
        if (change instanceof Change.Refuse refusal) {
            log.debug(
                    "{} registers from {}: {}",
                    account,
                    request.flow(),
                    refusal.reply().status());
            return refusal.reply();
        }
        return listing(((Change.Bind) change).bindings(), now, path);
    }

    /** Item 8: every binding as it was registered, and what is left of its time. */
    private static SipReply listing(List<Binding> live, Instant now, List<String> path) {
        List<Header> headers = new ArrayList<>(live.size() + path.size() + 2);
        for (Binding binding : live) {
            headers.add(new Header("Contact", binding.contact().text() + ";expires=" + binding.secondsLeft(now)));
        }
        for (String proxy : path) {
            headers.add(new Header("Path", proxy));
        }
        headers.add(new Header("Supported", PATH));
        headers.add(new Header("Date", DATE.format(now)));
        return new SipReply(Status.OK, headers, Optional.empty());
    }

    private static List<String> tokens(SipRequest request, String header) {
        List<String> tokens = new ArrayList<>(request.headers(header));
        tokens.replaceAll(String::trim);
        tokens.removeIf(String::isEmpty);
        return tokens;
    }
}
