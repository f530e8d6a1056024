// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.strowger.api.sip.Credentials;
import org.strowger.api.sip.Header;

/**
 * What one request of ours has been asked for on its way, and has answered: the request itself and every time it goes again
 * (RFC 3261 section 22.2 and 22.3). A peer that asks again after a right answer does not accept it, unless it says that its nonce is
 * stale. Confined to whoever sends the request.
 */
final class ChallengeAnswers {
    /** A server and some proxies before it, each with a stale nonce or two; more would be a circle. */
    private static final int MOST = 8;

    private final Credentials credentials;
    private final Supplier<String> cnonces;
    /** What was last asked, by who asks. */
    private final Map<String, DigestChallenge> asked = new LinkedHashMap<>(2);

    private final Map<String, Long> counts = new LinkedHashMap<>(2);
    private int rounds;

    ChallengeAnswers(Credentials credentials) {
        this(credentials, () -> Ids.random() + Ids.random());
    }

    ChallengeAnswers(Credentials credentials, Supplier<String> cnonces) {
        this.credentials = credentials;
        this.cnonces = cnonces;
    }

    /** Whether a response is one that asks for credentials. */
    static boolean asks(SIPResponse response) {
        return response.getStatusCode() == 401 || response.getStatusCode() == 407;
    }

    /**
     * The request once more, with the answer to a response that asked for it: the next CSeq, another branch, all else the same.
     *
     * @return empty where it would be of no use
     */
    Optional<OutRequest> again(OutRequest request, SIPResponse response) {
        return answer(request, response).map(headers -> copy(request, headers));
    }

    /** The headers to send a request again with, where its response asked for them; empty where it did not, or it would be of no use. */
    Optional<List<Header>> answer(SIPRequest request, SIPResponse response) {
        if (!asks(response)) {
            return Optional.empty();
        }
        List<Header> challenges = Messages.headers(response, "WWW-Authenticate", "Proxy-Authenticate");
        byte[] body = request.getRawContent() == null ? new byte[0] : request.getRawContent();
        return answer(challenges, request.getMethod(), request.getRequestURI().toString(), body);
    }

    /** What a request was sent with: the ACK of its 2xx has the same (RFC 3261 section 13.2.2.4). */
    static List<Header> given(SIPRequest request) {
        return Messages.headers(request, "Authorization", "Proxy-Authorization");
    }

    private static OutRequest copy(OutRequest request, List<Header> headers) {
        try {
            OutRequest next = request.again();
            next.removeHeader("Authorization");
            next.removeHeader("Proxy-Authorization");
            Messages.add(next, headers);
            return next;
        } catch (ParseException bug) {
            throw Messages.unusable(bug);
        }
    }

    /** The headers to send the request again with; empty where that would be of no use. */
    Optional<List<Header>> answer(List<Header> challenges, String method, String uri, byte[] body) {
        Map<String, DigestChallenge> now = new LinkedHashMap<>(2);
        for (Header header : challenges) {
            // RFC 8760 section 2.4: of one realm the topmost that we know
            DigestChallenge.parse(header).ifPresent(challenge -> now.putIfAbsent(challenge.asker(), challenge));
        }
        boolean refused = now.values().stream()
                .anyMatch(challenge -> asked.containsKey(challenge.asker())
                        && !(challenge.stale()
                                && !asked.get(challenge.asker()).nonce().equals(challenge.nonce())));
        if (now.isEmpty() || refused || ++rounds > MOST) {
            return Optional.empty();
        }
        asked.putAll(now);
        List<Header> answers = new ArrayList<>(asked.size());
        for (DigestChallenge challenge : asked.values()) {
            long count = counts.merge(challenge.nonce(), 1L, Long::sum);
            answers.add(challenge.answer(credentials, method, uri, body, count, cnonces.get()));
        }
        return Optional.of(answers);
    }
}
