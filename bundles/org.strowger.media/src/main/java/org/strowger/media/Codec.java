// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What we speak and understand. Each of these makes 8 bytes of a millisecond, and counts its time at 8 kHz (RFC 3551 section
 * 4.5.2 for G.722), so that a place in an announcement is the same number in all of them.
 */
enum Codec {
    G722(9, 16_000, G722Encoder::new, G722Decoder::new),
    PCMA(8, 8_000, () -> G711.ALAW::encode, () -> G711.ALAW::decode),
    PCMU(0, 8_000, () -> G711.ULAW::encode, () -> G711.ULAW::decode);

    /** Bytes of a packet, and what its timestamp counts: 20 ms. */
    static final int FRAME = 160;

    /** The rate of timestamps and of recordings. */
    static final int CLOCK = 8_000;

    private final int type;
    private final int rate;
    private final Supplier<Encoder> encoders;
    private final Supplier<Decoder> decoders;

    Codec(int type, int rate, Supplier<Encoder> encoders, Supplier<Decoder> decoders) {
        this.type = type;
        this.rate = rate;
        this.encoders = encoders;
        this.decoders = decoders;
    }

    /** Makes bytes of samples; keeps what the coding needs of the samples before. */
    interface Encoder {
        /** @param bytes how many to make */
        void encode(short[] samples, int from, byte[] into, int at, int bytes);
    }

    /** Makes samples of bytes, likewise. */
    interface Decoder {
        void decode(byte[] from, int at, int bytes, short[] into);
    }

    /** The one of this name as a=rtpmap has it. */
    static Optional<Codec> of(String name) {
        for (Codec codec : values()) {
            if (codec.name().equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }

    /** The one with this static payload type (RFC 3551 section 6). */
    static Optional<Codec> of(int type) {
        for (Codec codec : values()) {
            if (codec.type == type) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }

    int type() {
        return type;
    }

    /** Samples of a second. */
    int rate() {
        return rate;
    }

    Encoder encoder() {
        return encoders.get();
    }

    Decoder decoder() {
        return decoders.get();
    }

    /** Encodes as a whole what begins and ends in silence; so many samples as whole packets hold. */
    byte[] encode(short[] samples) {
        byte[] encoded = new byte[samples.length / (rate / CLOCK)];
        encoder().encode(samples, 0, encoded, 0, encoded.length);
        return encoded;
    }
}
