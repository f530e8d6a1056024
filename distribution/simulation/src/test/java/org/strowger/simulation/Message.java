// SPDX-License-Identifier: Apache-2.0
package org.strowger.simulation;

import java.util.List;

/** A SIP message as a simulated phone reads it. */
record Message(String text, String first, List<String> lines, boolean described) {
    static Message parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        List<String> lines = List.of(text.substring(0, end).split("\r\n"));
        return new Message(text, lines.get(0), lines, text.length() > end + 4);
    }

    @Override
    public String toString() {
        return first;
    }

    boolean request() {
        return !first.startsWith("SIP/2.0 ");
    }

    String method() {
        return request() ? first.substring(0, first.indexOf(' ')) : cseqMethod();
    }

    int status() {
        return Integer.parseInt(first.substring(8, 11));
    }

    /** A header's first value; empty where there is none. */
    String header(String name) {
        for (String line : lines) {
            if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                return line.substring(name.length() + 1).strip();
            }
        }
        return "";
    }

    long cseq() {
        String value = header("CSeq");
        return Long.parseLong(value.substring(0, value.indexOf(' ')));
    }

    String cseqMethod() {
        String value = header("CSeq");
        return value.substring(value.indexOf(' ') + 1).strip();
    }

    String branch() {
        return parameter(header("Via"), "branch");
    }

    String callId() {
        return header("Call-ID");
    }

    String fromTag() {
        return parameter(header("From"), "tag");
    }

    String toTag() {
        return parameter(header("To"), "tag");
    }

    /** The URI of the Contact. */
    String contact() {
        String value = header("Contact");
        int open = value.indexOf('<');
        return open < 0 ? value : value.substring(open + 1, value.indexOf('>'));
    }

    private static String parameter(String value, String name) {
        int at = value.indexOf(";" + name + "=");
        if (at < 0) {
            return "";
        }
        String rest = value.substring(at + name.length() + 2);
        int end = rest.indexOf(';');
        return end < 0 ? rest : rest.substring(0, end);
    }
}
