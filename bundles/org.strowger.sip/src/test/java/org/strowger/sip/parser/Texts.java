// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages from a file: each behind a line {@code == name}. Lines end with CR LF in the message, {@code {0A}} is the byte of that
 * number, {@code {length}} the length of the body.
 */
record Texts(String name, byte[] bytes) {
    private static final String LENGTH = "{length}";

    static List<Texts> of(String file) {
        List<Texts> found = new ArrayList<>();
        for (String each : read(file).split("(?m)^== ")) {
            if (!each.isBlank()) {
                int end = each.indexOf('\n');
                found.add(new Texts(each.substring(0, end), message(each.substring(end + 1))));
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return name;
    }

    private static String read(String file) {
        try (InputStream in = Texts.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] message(String text) {
        String lines = text.replace("\n", "\r\n");
        int body = lines.indexOf("\r\n\r\n") + 4;
        return raw(lines.replace(LENGTH, Integer.toString(raw(lines.substring(body)).length)));
    }

    private static byte[] raw(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("{", i) && text.startsWith("}", i + 3)) {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 3;
            } else {
                bytes.write(text.charAt(i));
            }
        }
        return bytes.toByteArray();
    }
}
