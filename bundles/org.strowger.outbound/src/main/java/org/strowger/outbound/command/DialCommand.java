// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound.command;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.strowger.api.dial.Codec;
import org.strowger.api.dial.DialOutcome;
import org.strowger.api.dial.DialRequest;
import org.strowger.api.dial.DialTarget;
import org.strowger.api.dial.Dialer;
import org.strowger.api.dial.Scenario;
import org.strowger.api.sip.AssertedIdentity;
import org.strowger.api.sip.NameAddr;
import org.strowger.api.sip.Privacy;
import org.strowger.api.sip.SipUri;
import org.strowger.api.sip.Transport;

@Service
@Command(
        scope = "pbx",
        name = "dial",
        description =
                "Calls a number by the dial plan, or a SIP URI, and prints the Call-ID that the call is known by.")
public final class DialCommand implements Action {
    @Argument(index = 0, name = "TARGET", required = true, description = "A number, or a URI such as sip:1@192.0.2.7.")
    private String target;

    @Option(name = "--scenario", description = "campaign, transfer_agent, callback or manual. Default manual.")
    @Completion(ScenarioCompleter.class)
    private String scenario = "manual";

    @Option(name = "--at", description = "The host:port that the INVITE goes to. Without it: where the URI says.")
    private String signalling = "";

    @Option(name = "--transport", description = "udp, tcp or tls, where the URI does not say. Default udp.")
    private String transport;

    @Option(name = "--from", description = "Who calls. Without it: what is configured.")
    private String user = "";

    @Option(name = "--name", description = "The display name that goes with --from.")
    private String name = "";

    @Option(name = "--asserted", description = "The asserted identity, such as sip:+861065551234@example.org.")
    private String asserted;

    @Option(name = "--privacy", description = "Tokens with semicolons between, such as id.")
    private String privacy = "";

    @Option(name = "--correlation", description = "What you know the call by.")
    private String correlation = "";

    @Option(name = "--script", description = "The script that the call is for.")
    private String script = "";

    @Option(name = "--call-id", description = "The Call-ID on the wire. Without it: a new one.")
    private String callId = "";

    @Option(name = "--rtp-port", description = "Where media is received. Without it: what is configured.")
    private int rtpPort;

    @Option(name = "--codecs", description = "What is offered, with commas between. Without it: what is configured.")
    private String codecs = "";

    @Option(name = "--srtp", description = "Offers keys for encrypted media.")
    private boolean srtp;

    @Reference
    private Dialer dialer;

    @Reference
    private Session session;

    @Override
    public Object execute() {
        DialOutcome outcome = dialer.dial(request());
        if (!outcome.done()) {
            throw new IllegalArgumentException(outcome.why());
        }
        session.getConsole().println(outcome.callId());
        return null;
    }

    private DialRequest request() {
        DialRequest.Builder request = DialRequest.to(where())
                .scenario(Scenario.parse(scenario))
                .caller(user, name)
                .privacy(Privacy.parse(List.of(privacy)))
                .correlation(correlation)
                .script(script)
                .callId(callId)
                .rtpPort(rtpPort)
                .codecs(Stream.of(codecs.split(","))
                        .filter(codec -> !codec.isBlank())
                        .map(Codec::parse)
                        .toList());
        if (asserted != null) {
            request.asserted(AssertedIdentity.of(NameAddr.parse(asserted)));
        }
        return (srtp ? request.srtp() : request).build();
    }

    private DialTarget where() {
        boolean uri = target.matches("(?i)sips?:.*");
        if (!uri && (transport != null || !signalling.isEmpty())) {
            throw new IllegalArgumentException("a number goes by the dial plan: --at and --transport are for URIs");
        }
        DialTarget where = uri ? DialTarget.of(SipUri.parse(target), signalling) : DialTarget.number(target);
        return transport == null ? where : where.by(Transport.parse(transport));
    }
}
