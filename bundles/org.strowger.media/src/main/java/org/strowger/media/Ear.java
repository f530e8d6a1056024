// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.strowger.api.media.AudioEvent.Key.Way;

/**
 * What a port makes of the RTP that it hears: keys, and audio for whoever wants some. Nothing is decoded that nobody wants. Confined to
 * the loop's thread.
 */
final class Ear {
    /** Who hears. */
    interface Listener {
        void key(char key, Way way);
    }

    /** Who wants the packets as they are. */
    interface Tap {
        /**
         * A packet of audio, or of an event.
         *
         * @param step how far its sequence is ahead of the one before
         */
        void packet(ByteBuffer packet, int payload, boolean event, int step);
    }

    private static final int MOST_LOST = 10;
    /** So much of a packet is listened to: 200 ms, more than phones send. */
    static final int LONGEST = 2 * Codec.CLOCK / 10;

    private final Listener listener;
    private final Reception reception = new Reception();
    private final KeyEvents events = new KeyEvents();
    private final KeyTones tones;
    private final byte[] payload = new byte[LONGEST];
    private final short[] wide = new short[2 * LONGEST];
    private final short[] narrow = new short[LONGEST];
    private final Halves halves = new Halves();
    private Agreed agreed;
    private boolean byTones;
    private Codec.Decoder decoder;
    private Tap tap;
    private final List<AudioQueue> wanted = new ArrayList<>();

    Ear(Listener listener) {
        this.listener = listener;
        this.tones = new KeyTones(key -> listener.key(key, Way.TONES));
    }

    /** @param tonesToo whether keys are looked for in the audio where there are no events */
    void agree(Agreed latest, boolean tonesToo) {
        if (agreed == null || agreed.codec() != latest.codec()) {
            decoder = latest.codec().decoder();
        }
        agreed = latest;
        byTones = tonesToo && latest.eventsHere() < 0;
    }

    /** Sets who else gets the packets; null for nobody. */
    void tap(Tap next) {
        tap = next;
    }

    /** Puts the audio there too, at 8 kHz. */
    void want(AudioQueue queue) {
        wanted.add(queue);
    }

    void unwant(AudioQueue queue) {
        wanted.remove(queue);
    }

    Reception reception() {
        return reception;
    }

    void hear(ByteBuffer packet, int clock) {
        int begin = begin(packet);
        if (agreed == null || begin < 0) {
            return;
        }
        int type = packet.get(1) & 0x7F;
        boolean event = type == agreed.eventsHere();
        if (!event && type != agreed.typeHere()) {
            return;
        }
        int step = reception.hear(packet, clock);
        if (tap != null) {
            tap.packet(packet, begin, event, step);
        }
        if (event) {
            char key = events.hear(packet, begin);
            if (key != 0) {
                listener.key(key, Way.EVENT);
            }
        } else if (step > 0 && (byTones || !wanted.isEmpty())) {
            decode(packet, begin, step - 1);
        }
    }

    /** Where the payload begins, behind CSRC and extension and before padding (RFC 3550 section 5.1); -1 for no RTP. */
    private static int begin(ByteBuffer packet) {
        if (!Rtp.isPacket(packet) || Rtp.isRtcp(packet)) {
            return -1;
        }
        int first = packet.get(0);
        int begin = 12 + 4 * (first & 0x0F);
        if ((first & 0x10) != 0) {
            begin = begin + 4 > packet.limit() ? -1 : begin + 4 + 4 * Short.toUnsignedInt(packet.getShort(begin + 2));
        }
        if ((first & 0x20) != 0) {
            int padding = packet.get(packet.limit() - 1) & 0xFF;
            packet.limit(Math.max(12, packet.limit() - padding));
        }
        return begin >= 12 && begin <= packet.limit() ? begin : -1;
    }

    private void decode(ByteBuffer packet, int begin, int lost) {
        int length = Math.min(LONGEST, packet.limit() - begin);
        packet.get(begin, payload, 0, length);
        if (agreed.codec().rate() == Codec.CLOCK) {
            decoder.decode(payload, 0, length, narrow);
        } else {
            decoder.decode(payload, 0, length, wide);
            halves.halve(wide, narrow, length);
        }
        if (byTones) {
            if (lost > 0) {
                tones.gap();
            }
            tones.hear(narrow, length);
        }
        for (int i = 0; i < wanted.size(); i++) {
            wanted.get(i).put(narrow, length, Math.min(lost, MOST_LOST));
        }
    }
}
