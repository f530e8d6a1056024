// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.nio.ByteBuffer;

/**
 * Makes one key of the many packets of a telephone event (RFC 4733 section 2.5). Whichever of them comes first is the key, so that
 * all but one may be lost; those that come late are of a key that is known. Confined to one thread.
 */
final class KeyEvents {
    private static final String KEYS = "0123456789*#ABCD";
    private static final int END = 0x80;
    private static final int LONGEST = 0xFFFF;

    /** Some phones let the timestamp go on within an event; what follows so closely without a marker is the same press. */
    private static final int CLOSE = 1_600;

    private boolean begun;
    private int ssrc;
    private int timestamp;
    private int event;
    private int duration;
    private boolean ended;

    /**
     * Takes a packet.
     *
     * @param payload where the payload begins
     * @return the key that it is the first to tell of; 0 for none
     */
    char hear(ByteBuffer packet, int payload) {
        if (packet.limit() - payload < 4) {
            return 0;
        }
        int code = packet.get(payload) & 0xFF;
        boolean end = (packet.get(payload + 1) & END) != 0;
        int length = Short.toUnsignedInt(packet.getShort(payload + 2));
        int moment = packet.getInt(4);
        boolean marked = (packet.get(1) & 0x80) != 0;
        if (code >= KEYS.length()) {
            return 0;
        }
        boolean other = !begun || Rtp.ssrc(packet) != ssrc;
        int ahead = moment - timestamp;
        if (!other && ahead <= 0) {
            ended |= ahead == 0 && end;
            duration = ahead == 0 ? Math.max(duration, length) : duration;
            return 0;
        }
        boolean goesOn = !other && !marked && code == event && (ended ? repeats(end, length, ahead) : follows(ahead));
        begun = true;
        ssrc = Rtp.ssrc(packet);
        timestamp = moment;
        event = code;
        duration = length;
        ended = end;
        return goesOn ? 0 : KEYS.charAt(code);
    }

    /** A key that is held for longer than a duration can say comes in parts (section 2.5.1.3). */
    private boolean follows(int ahead) {
        return ahead <= CLOSE || duration > LONGEST - CLOSE && Math.abs(ahead - LONGEST) <= CLOSE;
    }

    /** The end of an event comes more than once. */
    private boolean repeats(boolean end, int length, int ahead) {
        return end && length >= duration && ahead <= CLOSE;
    }

    /** The code of a key. */
    static int code(char key) {
        return KEYS.indexOf(key);
    }
}
