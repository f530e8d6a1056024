// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.call.LocalRequest;
import org.strowger.api.call.Stage;
import org.strowger.api.call.Target;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.SipRequest;
import org.strowger.api.sip.SipUri;

/** Who has diverted a call, the last first (RFC 5806). Pure functions. */
final class Diversion {
    private static final String NAME = "Diversion";

    private Diversion() {}

    /** What is told of the way that a call has taken, once it goes on to a stage. */
    static List<Header> headers(SipRequest request, Stage stage, String number, LegAddresses ours) {
        List<Header> headers = new ArrayList<>();
        stage.diversion().ifPresent(reason -> {
            SipUri who = SipUri.of("", ours.advertised(), 0).withNumber(number);
            headers.add(new Header(NAME, "<" + who + ">;reason=" + reason + ";counter=1"));
        });
        request.headers(NAME).forEach(value -> headers.add(new Header(NAME, value)));
        return List.copyOf(headers);
    }

    /** A call that was diverted here tells its target so. */
    static Target told(Target target, SipRequest request) {
        List<String> diverted = request instanceof LocalRequest ? request.headers(NAME) : List.of();
        if (diverted.isEmpty()) {
            return target;
        }
        List<Header> headers = Stream.concat(
                        target.headers().stream(), diverted.stream().map(value -> new Header(NAME, value)))
                .toList();
        return new Target(
                target.uri(),
                target.from(),
                target.to(),
                target.flow(),
                target.routes(),
                headers,
                target.contactUser(),
                target.credentials());
    }
}
