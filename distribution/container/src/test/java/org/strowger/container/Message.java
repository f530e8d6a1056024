// SPDX-License-Identifier: Apache-2.0
package org.strowger.container;

import java.util.List;
import java.util.stream.Stream;

/** A SIP message as it was on the wire. */
record Message(String text) {
    String startLine() {
        return text.substring(0, text.indexOf("\r\n"));
    }

    /** The first header of this name. */
    String header(String name) {
        return headers(name).stream().findFirst().orElseThrow(() -> new AssertionError("no " + name + " in\n" + text));
    }

    List<String> headers(String name) {
        String start = name + ":";
        return head().filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
                .map(line -> line.substring(start.length()).trim())
                .toList();
    }

    private Stream<String> head() {
        return text.substring(0, text.indexOf("\r\n\r\n")).lines().skip(1);
    }

    String body() {
        return text.substring(text.indexOf("\r\n\r\n") + 4);
    }

    /** The port of the audio that the body describes. */
    int audioPort() {
        return body().lines()
                .filter(line -> line.startsWith("m=audio "))
                .map(line -> Integer.parseInt(line.split(" ")[1]))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no audio in\n" + text));
    }

    /** The URI of the first Contact, without its brackets. */
    String contact() {
        return header("Contact").replaceAll("^[^<]*<([^>]*)>.*$", "$1");
    }
}
