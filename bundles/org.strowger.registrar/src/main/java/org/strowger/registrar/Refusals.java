// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.strowger.api.digest.DigestAuthenticator;
import org.strowger.api.digest.DigestAuthenticator.Verdict;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.RequestService;
import org.strowger.api.sip.SipReply;
import org.strowger.api.sip.SipRequest;
import org.strowger.api.sip.Status;

/**
 * Answers what nobody here serves. A stranger is challenged like everywhere, and learns nothing of what there is; an account
 * learns what it may ask for (RFC 3261 section 8.2.1). Any role that serves one of these methods ranks higher.
 */
@Component(
        property = {
            RequestService.METHOD + "=MESSAGE",
            RequestService.METHOD + "=SUBSCRIBE",
            RequestService.METHOD + "=PUBLISH",
            RequestService.METHOD + "=REFER",
            RequestService.METHOD + "=NOTIFY",
            RequestService.METHOD + "=INFO",
            "service.ranking:Integer=-1000"
        })
public final class Refusals implements RequestService {
    private static final Header ALLOW =
            new Header("Allow", "INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, INFO, REGISTER");

    private final Registrar registrar;
    private final Accounts accounts;
    private final DigestAuthenticator digests;

    @Activate
    public Refusals(
            @Reference Registrar registrar, @Reference Registry registry, @Reference DigestAuthenticator digests) {
        this.registrar = registrar;
        this.accounts = registry.accounts();
        this.digests = digests;
    }

    @Override
    public SipReply answer(SipRequest request) {
        String realm = registrar.settings().realm();
        Verdict verdict = digests.verify(request, realm, user -> accounts.secret(user, realm));
        if (verdict instanceof Verdict.Challenge challenge) {
            return new SipReply(Status.of(401), challenge.headers(), Optional.empty());
        }
        return SipReply.of(405, ALLOW);
    }
}
