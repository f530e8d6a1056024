// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.dial;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.strowger.api.sip.AssertedIdentity;
import org.strowger.api.sip.Diversion;
import org.strowger.api.sip.HistoryInfo;
import org.strowger.api.sip.Privacy;

/**
 * One attempt to call somebody. Made by {@link #to}.
 *
 * @param correlationId what the program knows the attempt by, such as the Call-ID of the call that it belongs to
 * @param scriptId the script that the call is for
 * @param callerUser who calls; empty for what the target says, and else the dialler's configuration
 * @param callerDisplayName goes with {@code callerUser}
 * @param assertedIdentity told to trusted peers only; never made of the caller
 * @param historyInfo told besides the diversions
 * @param diversion the latest first
 * @param codecs in the order of preference; empty for the dialler's
 * @param rtpPort where the program receives; 0 for the dialler's
 * @param offerSrtp whether keys are offered (RFC 4568); the program has them, with the peer's, when the call is answered
 * @param callId the Call-ID on the wire, for whoever knows it beforehand; empty for a new one
 * @param sdp sent as it is, in the place of all that would be made of codecs, port and keys; empty for none
 * @param identity the value of an Identity header, sent byte for byte; empty for none
 */
public record DialRequest(
        Scenario scenario,
        DialTarget target,
        String correlationId,
        String scriptId,
        String callerUser,
        String callerDisplayName,
        Optional<AssertedIdentity> assertedIdentity,
        Privacy privacy,
        HistoryInfo historyInfo,
        List<Diversion> diversion,
        List<Codec> codecs,
        int rtpPort,
        boolean offerSrtp,
        String callId,
        String sdp,
        String identity) {
    public DialRequest {
        Objects.requireNonNull(scenario, "scenario");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(correlationId, "correlationId");
        Objects.requireNonNull(scriptId, "scriptId");
        Objects.requireNonNull(callerUser, "callerUser");
        Objects.requireNonNull(callerDisplayName, "callerDisplayName");
        Objects.requireNonNull(assertedIdentity, "assertedIdentity");
        Objects.requireNonNull(privacy, "privacy");
        Objects.requireNonNull(historyInfo, "historyInfo");
        diversion = List.copyOf(diversion);
        codecs = List.copyOf(codecs);
        Objects.requireNonNull(sdp, "sdp");
        if (rtpPort < 0 || rtpPort > 65535) {
            throw new IllegalArgumentException("RTP port " + rtpPort + " is not between 0 and 65535");
        }
        if (!callId.isEmpty() && !callId.matches("[^\\s@,;\\p{Cntrl}]+(@[^\\s@,;\\p{Cntrl}]+)?")) {
            throw new IllegalArgumentException("'" + callId + "' is no Call-ID");
        }
        if (identity.indexOf('\r') >= 0 || identity.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("the Identity holds a line break");
        }
    }

    /** Without the description, which may hold keys. */
    @Override
    public String toString() {
        return "DialRequest[" + scenario.label() + ", " + target.uri() + ", " + correlationId + "]";
    }

    /** Starts a request. */
    public static Builder to(DialTarget target) {
        return new Builder(target);
    }

    /** Collects what a request says. Not thread-safe. */
    public static final class Builder {
        private final DialTarget target;
        private Scenario scenario = Scenario.MANUAL;
        private String correlationId = "";
        private String scriptId = "";
        private String callerUser = "";
        private String callerDisplayName = "";
        private Optional<AssertedIdentity> assertedIdentity = Optional.empty();
        private Privacy privacy = Privacy.UNASKED;
        private HistoryInfo historyInfo = HistoryInfo.NONE;
        private List<Diversion> diversion = List.of();
        private List<Codec> codecs = List.of();
        private int rtpPort;
        private boolean offerSrtp;
        private String callId = "";
        private String sdp = "";
        private String identity = "";

        private Builder(DialTarget target) {
            this.target = target;
        }

        public Builder scenario(Scenario value) {
            scenario = value;
            return this;
        }

        public Builder correlation(String id) {
            correlationId = id;
            return this;
        }

        public Builder script(String id) {
            scriptId = id;
            return this;
        }

        public Builder caller(String user, String displayName) {
            callerUser = user;
            callerDisplayName = displayName;
            return this;
        }

        public Builder asserted(AssertedIdentity identities) {
            assertedIdentity = Optional.of(identities);
            return this;
        }

        public Builder privacy(Privacy value) {
            privacy = value;
            return this;
        }

        public Builder history(HistoryInfo value) {
            historyInfo = value;
            return this;
        }

        public Builder diversion(List<Diversion> latestFirst) {
            diversion = latestFirst;
            return this;
        }

        public Builder codecs(List<Codec> preferred) {
            codecs = preferred;
            return this;
        }

        public Builder rtpPort(int port) {
            rtpPort = port;
            return this;
        }

        public Builder srtp() {
            offerSrtp = true;
            return this;
        }

        public Builder callId(String id) {
            callId = id;
            return this;
        }

        public Builder sdp(String text) {
            sdp = text;
            return this;
        }

        public Builder identity(String value) {
            identity = value;
            return this;
        }

        /** @throws IllegalArgumentException naming what is wrong */
        public DialRequest build() {
            return new DialRequest(
                    scenario,
                    target,
                    correlationId,
                    scriptId,
                    callerUser,
                    callerDisplayName,
                    assertedIdentity,
                    privacy,
                    historyInfo,
                    diversion,
                    codecs,
                    rtpPort,
                    offerSrtp,
                    callId,
                    sdp,
                    identity);
        }
    }
}
