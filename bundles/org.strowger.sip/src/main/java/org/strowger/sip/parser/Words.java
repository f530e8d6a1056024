// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

/** Words that come again and again, to be had from their bytes without a new object each time. Immutable. */
final class Words {
    /** Methods that are their own canonical name in the stack. */
    static final Words METHODS = new Words(
            "INVITE",
            "ACK",
            "BYE",
            "CANCEL",
            "REGISTER",
            "OPTIONS",
            "SUBSCRIBE",
            "NOTIFY",
            "MESSAGE",
            "INFO",
            "PRACK",
            "UPDATE",
            "REFER",
            "PUBLISH");

    /** Names and values that are usual somewhere. */
    static final Words USUAL = new Words(
            // transports and methods
            "UDP",
            "TCP",
            "TLS",
            "WS",
            "WSS",
            "INVITE",
            "ACK",
            "BYE",
            "CANCEL",
            "REGISTER",
            "OPTIONS",
            "SUBSCRIBE",
            "NOTIFY",
            "MESSAGE",
            "INFO",
            "PRACK",
            "UPDATE",
            "REFER",
            "PUBLISH",
            // parameters
            "branch",
            "rport",
            "received",
            "maddr",
            "ttl",
            "alias",
            "keep",
            "tag",
            "transport",
            "udp",
            "tcp",
            "tls",
            "ws",
            "wss",
            "user",
            "phone",
            "lr",
            "on",
            "ob",
            "expires",
            "q",
            "reg-id",
            "+sip.instance",
            "pub-gruu",
            "temp-gruu",
            "methods",
            "audio",
            "video",
            "charset",
            "utf-8",
            "UTF-8",
            "boundary",
            "60",
            "120",
            "300",
            "600",
            "1800",
            "3600",
            "5060",
            "5061",
            "0",
            "1",
            // digest
            "Digest",
            "username",
            "realm",
            "nonce",
            "uri",
            "response",
            "algorithm",
            "cnonce",
            "opaque",
            "qop",
            "nc",
            "MD5",
            "SHA-256",
            "auth",
            "00000001",
            "00000002",
            // bodies
            "application",
            "sdp",
            "text",
            "plain",
            "dtmf-relay",
            "pidf+xml",
            "multipart",
            "mixed",
            // extensions
            "replaces",
            "timer",
            "100rel",
            "path",
            "outbound",
            "gruu",
            "norefersub",
            "extended-refer",
            "join",
            "tdialog",
            "histinfo",
            "from-change",
            "precondition",
            "early-session",
            "eventlist",
            // reasons
            "OK",
            "Trying",
            "Ringing");

    private final String[] table;

    Words(String... words) {
        table = new String[Integer.highestOneBit(words.length) * 8];
        for (String word : words) {
            byte[] bytes = word.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            int slot = slot(bytes, 0, bytes.length);
            while (table[slot] != null) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = word;
        }
    }

    /** The word that these bytes are; null where they are none of these words. */
    String find(byte[] bytes, int from, int to) {
        if (from >= to) {
            return null;
        }
        for (int slot = slot(bytes, from, to); table[slot] != null; slot = slot + 1 & table.length - 1) {
            if (is(table[slot], bytes, from, to)) {
                return table[slot];
            }
        }
        return null;
    }

    private int slot(byte[] bytes, int from, int to) {
        int hash = (to - from) * 31 + bytes[from];
        hash = hash * 31 + bytes[to - 1];
        hash = hash * 31 + bytes[from + to >>> 1];
        return (hash ^ hash >>> 7) & table.length - 1;
    }

    private static boolean is(String word, byte[] bytes, int from, int to) {
        int length = word.length();
        if (to - from != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (word.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
