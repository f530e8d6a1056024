// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Messages that are nearly as others: a few changes to bytes, words or lines, the same for the same seed. */
final class Mutations {
    private static final String[] BITS = {
        "\r",
        "\n",
        "\r\n",
        "\r\n ",
        "\n\t",
        "\0",
        " ",
        "\t",
        ";",
        ",",
        "=",
        ":",
        "::",
        "\"",
        "\\",
        "<",
        ">",
        "(",
        ")",
        "/",
        "@",
        "[",
        "]",
        "[::1]",
        "[2001:db8::9]:5060",
        "%",
        "%41",
        "%zz",
        "?",
        "&",
        "#",
        "+",
        "*",
        "-",
        "!",
        "~",
        "{",
        "'",
        "`",
        "$",
        "^",
        "0",
        "9",
        "4294967296",
        "99999999999999999999",
        "-1",
        "sip:",
        "SIP:",
        "sips:",
        "tel:",
        "sip:a@h",
        "SIP/2.0",
        "SIP/2.0/UDP ",
        ";lr",
        ";x=y",
        ";x=\"y z\"",
        ";tag=",
        ";branch=",
        ";received=::1",
        "a",
        "Z",
        "\u00e4",
        "\u20ac",
        "\uD83D\uDE00",
        "\u0661",
    };

    private static final String[] COMPACT = {
        "Via",
        "v",
        "From",
        "f",
        "To",
        "t",
        "Contact",
        "m",
        "Call-ID",
        "i",
        "Content-Type",
        "c",
        "Content-Length",
        "l",
        "Supported",
        "k",
        "Subject",
        "s",
        "Event",
        "o",
        "Refer-To",
        "r",
        "Allow-Events",
        "u",
    };

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    byte[] of(List<Texts> messages) {
        byte[] bytes = any(messages).bytes().clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            bytes = random.nextInt(3) == 0 ? lines(bytes, any(messages).bytes()) : bytes(bytes);
        }
        return bytes;
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    boolean maybe() {
        return random.nextBoolean();
    }

    private byte[] bytes(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(7)) {
            case 0 -> replaced(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            case 1 -> replaced(bytes, at, at + 1, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))});
            case 2 -> replaced(bytes, at, at + 1, new byte[0]);
            case 3 -> replaced(bytes, at, Math.min(bytes.length, at + random.nextInt(20)), new byte[0]);
            case 4 -> replaced(bytes, at, at + 1, bit());
            default -> replaced(bytes, at, at, bit());
        };
    }

    private byte[] lines(byte[] bytes, byte[] other) {
        List<String> lines = lines(bytes);
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        switch (random.nextInt(8)) {
            case 0 -> lines.add(at, line);
            case 1 -> lines.remove(at);
            case 2 -> lines.add(at, lines.remove(random.nextInt(lines.size())));
            case 3 -> lines.add(at, any(lines(other)));
            case 4 -> lines.set(at, folded(line));
            case 5 -> lines.set(at, renamed(line));
            case 6 -> lines.set(at, cased(line));
            default -> lines.set(at, blanked(line));
        }
        return String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    private String folded(String line) {
        int at = random.nextInt(line.length() + 1);
        return line.substring(0, at) + (maybe() ? "\r\n " : "\n\t") + line.substring(at);
    }

    private String renamed(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? line : COMPACT[random.nextInt(COMPACT.length)] + line.substring(colon);
    }

    private String cased(String line) {
        StringBuilder cased = new StringBuilder(line);
        for (int changes = random.nextInt(12); changes > 0 && !line.isEmpty(); changes--) {
            int at = random.nextInt(line.length());
            char c = line.charAt(at);
            if (Character.isLetter(c) && c < 128) {
                cased.setCharAt(at, (char) (c ^ 32));
            }
        }
        return cased.toString();
    }

    private String blanked(String line) {
        int at = random.nextInt(line.length() + 1);
        while (at < line.length() && Character.isLetterOrDigit(line.charAt(at))) {
            at++;
        }
        return line.substring(0, at) + (maybe() ? " " : "\t") + line.substring(at);
    }

    private byte[] bit() {
        return BITS[random.nextInt(BITS.length)].getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> lines(byte[] bytes) {
        return new ArrayList<>(List.of(new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1)));
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream(bytes.length + by.length);
        changed.write(bytes, 0, from);
        changed.writeBytes(by);
        changed.write(bytes, to, bytes.length - to);
        return changed.toByteArray();
    }
}
