// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.nio.ByteBuffer;

/**
 * One way of two ports that are joined: what one hears the other says. Where both speak the same codec the bytes pass as they are.
 * Confined to the loop's thread.
 */
final class Passage implements Ear.Tap {
    private static final int RESYNC = Codec.CLOCK / 2;

    private final Codec from;
    private final Voice to;
    private final byte[] payload = new byte[Ear.LONGEST];
    private final byte[] other = new byte[Ear.LONGEST];
    private final short[] heard = new short[2 * Ear.LONGEST];
    private final short[] said = new short[2 * Ear.LONGEST];
    private final Halves halves = new Halves();
    private final Codec.Decoder decoder;
    private Codec into;
    private Codec.Encoder encoder;
    private boolean begun;
    private int ssrc;
    private int shift;

    /**
     * @param from what is heard
     * @param to who says it
     */
    Passage(Codec from, Voice to) {
        this.from = from;
        this.to = to;
        this.decoder = from.decoder();
    }

    @Override
    public void packet(ByteBuffer packet, int begin, boolean event, int step) {
        Agreed agreed = to.agreed();
        if (agreed == null || event && agreed.events() < 0) {
            return;
        }
        int length = Math.min(Ear.LONGEST, packet.limit() - begin);
        packet.get(begin, payload, 0, length);
        boolean marked = packet.get(1) < 0;
        int moment = packet.getInt(4);
        if (!begun || Rtp.ssrc(packet) != ssrc || !event && Math.abs(moment + shift - to.timestamp()) > RESYNC) {
            begun = true;
            ssrc = Rtp.ssrc(packet);
            shift = to.timestamp() - moment;
        }
        if (event) {
            to.pass(payload, length, agreed.events(), marked, step, moment + shift);
        } else if (agreed.codec() == from) {
            to.pass(payload, length, agreed.type(), marked, step, moment + shift);
        } else if (step > 0) {
            recode(length, agreed.codec());
            to.pass(other, length, agreed.type(), marked, step, moment + shift);
        }
    }

    private void recode(int length, Codec codec) {
        if (codec != into) {
            into = codec;
            encoder = codec.encoder();
        }
        decoder.decode(payload, 0, length, heard);
        if (from.rate() == codec.rate()) {
            encoder.encode(heard, 0, other, 0, length);
        } else if (codec.rate() == Codec.CLOCK) {
            halves.halve(heard, said, length);
            encoder.encode(said, 0, other, 0, length);
        } else {
            halves.twice(heard, said, 2 * length);
            encoder.encode(said, 0, other, 0, length);
        }
    }
}
