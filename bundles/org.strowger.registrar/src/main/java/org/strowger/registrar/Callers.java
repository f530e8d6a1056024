// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Claim;
import org.strowger.api.call.Offer;
import org.strowger.api.digest.DigestAuthenticator;
import org.strowger.api.digest.DigestAuthenticator.Verdict;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipReply;

/**
 * Says who calls. An address proves nothing, so every INVITE is challenged, whoever sends it: what no other role claims must
 * be an account of ours or nobody.
 */
final class Callers {
    private final Accounts accounts;
    private final DigestAuthenticator digests;
    private final Supplier<Settings> current;

    Callers(Registry registry, DigestAuthenticator digests, Supplier<Settings> current) {
        this.accounts = registry.accounts();
        this.digests = digests;
        this.current = current;
    }

    Claim claim(Offer offer) {
        if (offer.origin().isPresent()) {
            return new Claim.NotMine(
                    "the call comes from within, from " + offer.origin().get());
        }
        return offer.rehearsal() ? rehearse(offer) : authenticate(offer);
    }

    private Claim rehearse(Offer offer) {
        NameAddr from = offer.request().from();
        return accounts.numbered(from.uri().number())
                .map(account -> known(account, from))
                .orElseGet(() -> new Claim.Challenge(
                        List.of(),
                        "no account has the number " + from.uri().number() + ": no password would be right"));
    }

    private Claim authenticate(Offer offer) {
        String realm = current.get().realm();
        Verdict verdict = digests.verify(offer.request(), realm, user -> accounts.secret(user, realm));
        if (verdict instanceof Verdict.Challenge challenge) {
            return new Claim.Challenge(challenge.headers(), challenge.why());
        }
        String user = ((Verdict.Verified) verdict).user();
        NameAddr from = offer.request().from();
        Optional<Account> account =
                accounts.named(user).filter(known -> known.answersTo(from.uri().number()));
        return account.map(known -> known(known, from))
                .orElseGet(() -> new Claim.Refuse(
                        SipReply.of(403),
                        user + " may not call as " + from.uri().number()));
    }

    private static Claim known(Account account, NameAddr from) {
        String name = account.displayName().isEmpty() ? from.displayName() : account.displayName();
        return new Claim.Known(new Caller(from.uri().number(), name, account.name()));
    }
}
