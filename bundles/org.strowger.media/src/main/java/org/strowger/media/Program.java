// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.List;

/**
 * An announcement in one codec, ready to be sent: pieces one after the other, the last again and again where it has no end.
 * Confined to the loop's thread once it plays.
 */
final class Program {
    private final Playing playing;
    private final Codec codec;
    private final byte[][] pieces;
    private final boolean endless;
    private int piece;
    private int offset;

    Program(Playing playing, Codec codec, List<Clip> clips, boolean endless) {
        this.playing = playing;
        this.codec = codec;
        this.pieces = clips.stream().map(clip -> clip.encoded(codec)).toArray(byte[][]::new);
        this.endless = endless;
        long left = playing.position();
        while (piece < pieces.length && left >= pieces[piece].length) {
            left -= pieces[piece].length;
            if (!next()) {
                break;
            }
            if (isLast() && endless) {
                left %= pieces[piece].length;
            }
        }
        offset = piece < pieces.length ? (int) left / Codec.FRAME * Codec.FRAME : 0;
    }

    Playing playing() {
        return playing;
    }

    Codec codec() {
        return codec;
    }

    /** Whether there is nothing left of it. */
    boolean over() {
        return piece == pieces.length;
    }

    /** The piece that the next packet is of. */
    byte[] bytes() {
        return pieces[piece];
    }

    /** Where in it. */
    int offset() {
        return offset;
    }

    /** A packet has gone. */
    void advance() {
        playing.position(playing.position() + Codec.FRAME);
        offset += Codec.FRAME;
        if (offset >= pieces[piece].length) {
            offset = 0;
            next();
        }
    }

    private boolean next() {
        if (!(isLast() && endless)) {
            piece++;
        }
        return piece < pieces.length;
    }

    private boolean isLast() {
        return piece == pieces.length - 1;
    }
}
