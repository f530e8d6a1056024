// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.time.Duration;
import java.util.List;

/** The two ends of most calls: a caller whom a trunk vouches for, and a callee at the far end of another. */
final class Calls {
    /** What a caller dials to reach {@link #callee}. */
    static final String TO_CALLEE = "74100";

    /** Long enough for anything that should happen at once, on a machine that is busy. */
    static final Duration SOON = Duration.ofSeconds(10);

    /** Where RTP would be, in calls that are not about it. */
    private static final int NOBODY = 9;

    private Calls() {}

    /** A caller who needs no password. */
    static Sipp caller(Lab lab, String scenario) {
        return caller(lab, scenario, new Peer("127.0.1.1", NOBODY));
    }

    /** A caller who says that its RTP is there. */
    static Sipp caller(Lab lab, String scenario, Peer audio) {
        return audio(lab.sipp(scenario).at("127.0.1.1", 0).dials(TO_CALLEE), audio);
    }

    /** A callee whom {@link #TO_CALLEE} reaches. */
    static Sipp callee(Lab lab, String scenario) {
        return callee(lab, scenario, "north");
    }

    /** A callee at the far end of a trunk. */
    static Sipp callee(Lab lab, String scenario, String trunk) {
        Peer peer = lab.exchange().trunk(trunk);
        return callee(lab, scenario, peer, new Peer(peer.host(), NOBODY));
    }

    /** A callee whom {@link #TO_CALLEE} reaches, and who says that its RTP is there. */
    static Sipp callee(Lab lab, String scenario, Peer audio) {
        return callee(lab, scenario, lab.exchange().trunk("north"), audio);
    }

    private static Sipp callee(Lab lab, String scenario, Peer peer, Peer audio) {
        return audio(lab.sipp(scenario).at(peer), audio);
    }

    private static Sipp audio(Sipp sipp, Peer audio) {
        return sipp.key("audio_ip", audio.host()).key("audio_port", Integer.toString(audio.port()));
    }

    /** Every packet with a request of a method that a SIPp received, repetitions too. */
    static List<Packet> requests(SippRun run, String method) {
        return run.packets().stream()
                .filter(packet -> !packet.sent() && packet.is(method))
                .toList();
    }

    /** Every packet with an answer of this status to a method that a SIPp received, repetitions too. */
    static List<Packet> responses(SippRun run, int status, String method) {
        return run.packets().stream()
                .filter(packet -> !packet.sent() && packet.is(status, method))
                .toList();
    }

    static String tag(Message message, String header) {
        return message.parameter(header, "tag").orElse("none");
    }

    static String branch(Message message) {
        return message.parameter("Via", "branch").orElse("none");
    }

    /** The port of a description's first stream. */
    static int port(Message message) {
        return Integer.parseInt(message.body().replaceAll("(?s).*?\nm=audio (\\d+) .*", "$1"));
    }
}
