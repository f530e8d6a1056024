// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

/** Session descriptions as phones write them. */
final class Sdp {
    private Sdp() {}

    /** One stream of audio, G.711, received here. */
    static String audio(String host, int port) {
        String address = (host.indexOf(':') >= 0 ? "IP6 " : "IP4 ") + host;
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN " + address,
                "s=-",
                "c=IN " + address,
                "t=0 0",
                "m=audio " + port + " RTP/AVP 0",
                "a=rtpmap:0 PCMU/8000",
                "");
    }
}
