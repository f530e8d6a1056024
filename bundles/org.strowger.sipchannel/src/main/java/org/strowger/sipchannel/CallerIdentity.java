// SPDX-License-Identifier: Apache-2.0
package org.strowger.sipchannel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.strowger.api.call.Outgoing;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.SipUri;

/** What a provider is told of who is calling. The From is the line's own, as the account that pays for the call. */
enum CallerIdentity {
    /** Nothing. */
    LINE("line"),
    /** In P-Asserted-Identity (RFC 3325): for a provider that trusts us. */
    ASSERTED("p-asserted-identity"),
    /** In Diversion (RFC 5806): as if the line had passed the call on. */
    DIVERSION("diversion"),
    /** In the From itself, at the line's domain. */
    FROM("from");

    private final String token;

    CallerIdentity(String token) {
        this.token = token;
    }

    /** @throws IllegalArgumentException naming what is possible */
    static CallerIdentity parse(String text) {
        for (CallerIdentity identity : values()) {
            if (identity.token.equals(text.toLowerCase(Locale.ROOT))) {
                return identity;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is none of line, p-asserted-identity, diversion, from");
    }

    /** The From of a call. */
    NameAddr from(LineSettings line, Outgoing call) {
        return this == FROM ? original(line, call) : new NameAddr(line.displayName(), at(line, line.number()));
    }

    /** The further headers of a call. */
    List<Header> headers(LineSettings line, Outgoing call) {
        return switch (this) {
            case LINE, FROM -> List.of();
            case ASSERTED -> asserted(line, call);
            case DIVERSION ->
                List.of(new Header("Diversion", original(line, call) + ";reason=unconditional;counter=1"));
        };
    }

    private static List<Header> asserted(LineSettings line, Outgoing call) {
        Header identity = new Header("P-Asserted-Identity", original(line, call).toString());
        // RFC 3325 section 9.3: the caller's wish goes along with what it is about
        Optional<String> privacy = call.request().header("Privacy");
        return privacy.isEmpty() ? List.of(identity) : List.of(identity, new Header("Privacy", privacy.get()));
    }

    private static NameAddr original(LineSettings line, Outgoing call) {
        return new NameAddr(
                call.caller().displayName(), at(line, call.destination().callerNumber()));
    }

    private static SipUri at(LineSettings line, String number) {
        return SipUri.of("", line.domain(), 0).withNumber(number);
    }
}
