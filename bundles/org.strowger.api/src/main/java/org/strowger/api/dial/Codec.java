// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.dial;

import java.util.List;

/**
 * A format that is offered (RFC 8866 section 6.6).
 *
 * @param payload its number, 0 to 127
 * @param name such as {@code PCMA}
 * @param rate of the clock, in Hz
 * @param channels 1 but for some
 * @param parameters of the format, such as {@code 0-16}; empty where there are none
 */
public record Codec(int payload, String name, int rate, int channels, String parameters) {
    /** What is offered where nothing else is asked for. */
    public static final List<Codec> STANDARD = List.of(
            new Codec(8, "PCMA", 8000, 1, ""),
            new Codec(0, "PCMU", 8000, 1, ""),
            new Codec(9, "G722", 8000, 1, ""),
            new Codec(111, "opus", 48000, 2, ""),
            new Codec(101, "telephone-event", 8000, 1, "0-16"));

    public Codec {
        if (payload < 0 || payload > 127) {
            throw new IllegalArgumentException("payload " + payload + " is not between 0 and 127");
        }
        if (!name.matches("[A-Za-z0-9_.+-]+")) {
            throw new IllegalArgumentException("'" + name + "' is no name of a codec");
        }
        if (rate < 1 || channels < 1) {
            throw new IllegalArgumentException("a codec needs a rate and channels");
        }
        if (parameters.indexOf('\r') >= 0 || parameters.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("the parameters of " + name + " hold a line break");
        }
    }

    /**
     * Reads one of {@link #STANDARD} by its name, or {@code name/rate/channels@payload} such as {@code G729/8000@18}.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static Codec parse(String text) {
        for (Codec codec : STANDARD) {
            if (codec.name.equalsIgnoreCase(text.strip())) {
                return codec;
            }
        }
        String[] parts = text.strip().split("[/@]");
        boolean channelled = text.strip().matches("[^/@]+/\\d{1,6}/\\d@\\d{1,3}");
        if (!channelled && !text.strip().matches("[^/@]+/\\d{1,6}@\\d{1,3}")) {
            throw new IllegalArgumentException("'" + text
                    + "' is no codec: expected PCMA, PCMU, G722, opus, telephone-event or name/rate@payload");
        }
        return new Codec(
                Integer.parseInt(parts[parts.length - 1]),
                parts[0],
                Integer.parseInt(parts[1]),
                channelled ? Integer.parseInt(parts[2]) : 1,
                "");
    }
}
