// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.strowger.api.dial.DialEvent;
import org.strowger.api.dial.DialListener;
import org.strowger.api.dial.DialOutcome;
import org.strowger.api.dial.DialRequest;
import org.strowger.api.dial.DialTarget;
import org.strowger.api.dial.Dialer;
import org.strowger.api.dial.EstablishedLeg;
import org.strowger.api.dial.HangupReason;
import org.strowger.api.dial.PreAck;
import org.strowger.api.dial.Scenario;
import org.strowger.api.sip.AssertedIdentity;
import org.strowger.api.sip.Diversion;
import org.strowger.api.sip.HistoryInfo;
import org.strowger.api.sip.Privacy;
import org.strowger.api.sip.SipUri;

/**
 * Not a test, but a program within the exchange that uses the dialler: what a line on its socket says it does, and what it hears it writes,
 * tabs between. The hook turns down what is called {@code veto}, and does not come back for {@code hang}.
 */
public final class DialProgram implements BundleActivator, DialListener, PreAck {
    static final String NAME = "dial-program";
    static final String PORT = "Test-Port";
    static final String IMPORTS =
            "org.osgi.framework,org.strowger.api.dial;version=\"[1,2)\"," + "org.strowger.api.sip;version=\"[1,2)\"";

    private BundleContext context;
    private ServerSocket server;
    private volatile PrintWriter out;

    @Override
    public void start(BundleContext bundle) throws IOException {
        context = bundle;
        int port = Integer.parseInt(bundle.getBundle().getHeaders().get(PORT));
        server = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(this::serve, NAME);
        thread.setDaemon(true);
        thread.start();
        bundle.registerService(new String[] {DialListener.class.getName(), PreAck.class.getName()}, this, null);
    }

    @Override
    public void stop(BundleContext bundle) throws IOException {
        server.close();
        say("closed");
    }

    private void serve() {
        try (Socket socket = server.accept()) {
            out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
            say("ready");
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                try {
                    say("=" + done(line.split("\t")));
                } catch (RuntimeException refused) {
                    say("=refused\t\t" + refused.getMessage());
                }
            }
        } catch (IOException closed) {
            out = null;
        }
    }

    private synchronized void say(String line) {
        PrintWriter to = out;
        if (to != null) {
            to.print(line.replace("\r", "").replace("\n", "|") + "\n");
            to.flush();
        }
    }

    private String done(String[] words) {
        ServiceReference<Dialer> reference = context.getServiceReference(Dialer.class);
        if (reference == null) {
            return "refused\t\tno dialler";
        }
        Dialer dialer = context.getService(reference);
        try {
            return switch (words[0]) {
                case "dial" -> text(dialer.dial(request(parameters(words[1]))));
                case "cancel" -> text(dialer.cancel(words[1]));
                case "bye" -> text(dialer.bye(words[1]));
                case "hangup" -> text(dialer.hangup(words[1]));
                case "drop" -> dialer.drop(words[1]) ? "done" : "refused";
                case "cleanup" -> dialer.cleanup(words[1], words[2]) ? "done" : "refused";
                case "established" -> dialer.established(words[1]) ? "done" : "refused";
                default -> "refused\t\t" + words[0];
            };
        } finally {
            context.ungetService(reference);
        }
    }

    private static String text(DialOutcome outcome) {
        return (outcome.done() ? "done" : "refused") + "\t" + outcome.callId() + "\t" + outcome.why();
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static DialRequest request(Map<String, String> asked) {
        DialTarget target = asked.containsKey("number")
                ? DialTarget.number(asked.get("number"))
                : DialTarget.of(SipUri.parse(asked.get("uri")), asked.getOrDefault("at", ""));
        target = target.from(asked.getOrDefault("target-from", ""), "");
        DialRequest.Builder request = DialRequest.to(target)
                .scenario(Scenario.parse(asked.getOrDefault("scenario", "manual")))
                .correlation(asked.getOrDefault("correlation", ""))
                .callId(asked.getOrDefault("call-id", ""))
                .caller(asked.getOrDefault("from", ""), asked.getOrDefault("name", ""))
                .privacy(Privacy.parse(List.of(asked.getOrDefault("privacy", ""))))
                .sdp(asked.getOrDefault("sdp", ""))
                .identity(asked.getOrDefault("identity", ""))
                .rtpPort(Integer.parseInt(asked.getOrDefault("rtp-port", "0")));
        if (asked.containsKey("asserted")) {
            request.asserted(AssertedIdentity.parse(List.of(asked.get("asserted"))));
        }
        if (asked.containsKey("history")) {
            request.history(HistoryInfo.parse(List.of(asked.get("history"))));
        }
        if (asked.containsKey("diversion")) {
            request.diversion(Diversion.parse(List.of(asked.get("diversion"))));
        }
        return (asked.containsKey("srtp") ? request.srtp() : request).build();
    }

    @Override
    public void event(DialEvent event) {
        say(String.join(
                "\t",
                "event",
                event.callId(),
                event.state().label(),
                Integer.toString(event.statusCode()),
                event.reason().name(),
                event.correlationId(),
                event.scenario().label(),
                event.requestUri(),
                event.remoteAddr(),
                event.at().toString(),
                event.statusText()));
    }

    @Override
    public void established(EstablishedLeg leg) {
        say(String.join(
                "\t",
                "up",
                leg.callId(),
                leg.fromHeader(),
                leg.toHeader(),
                leg.remoteSignalingAddr(),
                Long.toString(leg.inviteCSeq()),
                leg.srtp()
                        .map(keys -> keys.suite() + " " + keys.ours() + " " + keys.theirs())
                        .orElse("-"),
                leg.correlationId()));
    }

    @Override
    public void adopted(String oldCallId, String newCallId, String correlationId) {
        say("adopted\t" + oldCallId + "\t" + newCallId + "\t" + correlationId);
    }

    @Override
    public void removed(String callId, HangupReason reason) {
        say("removed\t" + callId + "\t" + reason.label());
    }

    @Override
    public Verdict beforeAck(EstablishedLeg leg) {
        if (leg.correlationId().startsWith("veto")) {
            return new Verdict.Veto("the program says no");
        }
        if (leg.correlationId().startsWith("hang")) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException late) {
                Thread.currentThread().interrupt();
            }
        }
        return new Verdict.Accept();
    }
}
