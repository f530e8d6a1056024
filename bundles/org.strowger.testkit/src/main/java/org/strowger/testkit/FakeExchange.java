// SPDX-License-Identifier: Apache-2.0
package org.strowger.testkit;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.strowger.api.call.Exchange;
import org.strowger.api.call.Query;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.SipReply;

/** A request within a dialog that remembers its one answer. */
public final class FakeExchange implements Exchange {
    private final Query query;
    private SipReply answer;
    private int repeated;

    public FakeExchange(Query query) {
        this.query = Objects.requireNonNull(query, "query");
    }

    /** A request of this method without headers, with a body or without. */
    public static FakeExchange of(String method, Body... body) {
        return new FakeExchange(
                new Query(method, List.of(), body.length == 0 ? Optional.empty() : Optional.of(body[0])));
    }

    @Override
    public Query query() {
        return query;
    }

    @Override
    public void answer(SipReply reply) {
        Objects.requireNonNull(reply, "reply");
        if (answer == null) {
            answer = reply;
        } else {
            repeated++;
        }
    }

    /** The first answer given. */
    public Optional<SipReply> answered() {
        return Optional.ofNullable(answer);
    }

    /** How many further answers were ignored. */
    public int ignored() {
        return repeated;
    }
}
