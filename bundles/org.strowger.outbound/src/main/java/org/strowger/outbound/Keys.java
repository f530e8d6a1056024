// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.api.dial.Srtp;

/**
 * The keys that an offer holds (RFC 4568), kept until an answer takes one.
 *
 * @param inline in the order of their tags, from 1
 */
record Keys(List<String> inline) {
    static final Keys NONE = new Keys(List.of());

    private static final List<String> SUITES = List.of("AES_CM_128_HMAC_SHA1_80", "AES_CM_128_HMAC_SHA1_32");
    /** A master key of 16 bytes and a salt of 14. */
    private static final int BYTES = 30;

    private static final Pattern CRYPTO =
            Pattern.compile("a=crypto:(\\d{1,9})\\s+(\\S+)\\s+inline:([A-Za-z0-9+/]{40})(?:\\|\\S*)?(?:\\s.*)?");

    Keys {
        inline = List.copyOf(inline);
    }

    /** @param random fills an array with bytes that nobody can guess */
    static Keys make(Consumer<byte[]> random) {
        List<String> made = new ArrayList<>(SUITES.size());
        for (int i = 0; i < SUITES.size(); i++) {
            byte[] key = new byte[BYTES];
            random.accept(key);
            made.add(Base64.getEncoder().encodeToString(key));
        }
        return new Keys(made);
    }

    boolean offered() {
        return !inline.isEmpty();
    }

    /** The lines of the offer. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(inline.size());
        for (int i = 0; i < inline.size(); i++) {
            lines.add("a=crypto:" + (i + 1) + " " + SUITES.get(i) + " inline:" + inline.get(i));
        }
        return lines;
    }

    /** What the answer took: a tag of ours with its suite, and a key of its own (section 5.1.3). */
    Optional<Srtp> agreed(List<String> answer) {
        for (String line : answer) {
            Matcher crypto = CRYPTO.matcher(line);
            if (crypto.matches()) {
                int tag = Integer.parseInt(crypto.group(1));
                boolean ours = tag >= 1
                        && tag <= inline.size()
                        && SUITES.get(tag - 1).equals(crypto.group(2))
                        && !inline.contains(crypto.group(3));
                return ours
                        ? Optional.of(new Srtp(crypto.group(2), inline.get(tag - 1), crypto.group(3)))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Never shows them, so that no log can. */
    @Override
    public String toString() {
        return "Keys[" + inline.size() + "]";
    }
}
