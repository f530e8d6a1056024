// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.sip;

import java.util.Objects;
import java.util.Optional;

/** What became of a {@link ClientRequest}. */
public sealed interface ClientResult {
    /** The number of the last CSeq that was used: what follows with the same Call-ID has a higher one. */
    long cseq();

    /**
     * A final answer came. A 401 or 407 is one where there were no credentials, or they were not accepted.
     *
     * @param reply with all its headers
     * @param contact our Contact as it was sent
     */
    record Answered(SipReply reply, Optional<SipUri> contact, long cseq) implements ClientResult {
        public Answered {
            Objects.requireNonNull(reply, "reply");
            Objects.requireNonNull(contact, "contact");
        }
    }

    /** No final answer came within 64*T1 (RFC 3261 section 17.1.2.2). */
    record Silent(long cseq) implements ClientResult {}

    /** It did not leave, because one side does not trust the other: a certificate is wrong. */
    record Untrusted(String why, long cseq) implements ClientResult {
        public Untrusted {
            Objects.requireNonNull(why, "why");
        }
    }

    /** It did not leave: there is no listener for it, or no connection. */
    record Unsent(String why, long cseq) implements ClientResult {
        public Unsent {
            Objects.requireNonNull(why, "why");
        }
    }
}
