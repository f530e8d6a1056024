// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

/** What a byte of a message may stand in: sets of ASCII characters, as the stack's own parser has them. */
final class Chars {
    /** Of a token (RFC 3261 section 25.1), with the backquote. */
    static final int TOKEN = 1;

    /** Of a header's name, as far as we know names. */
    static final int NAME = 2;

    static final int DIGIT = 4;

    /** Of a host's name or IPv4 address. */
    static final int HOST = 8;

    /** Of the user of a SIP URI; an escape begins with a percent sign, which is not among them. */
    static final int USER = 16;

    /** Of a password in a SIP URI, escapes apart. */
    static final int PASSWORD = 32;

    /** Of a name or value of a parameter of a SIP URI, escapes apart. */
    static final int URI_PARAMETER = 64;

    /** Of an IPv6 address between its brackets. */
    static final int IPV6 = 128;

    /** Of a quoted string: printable, and neither a quotation mark nor a backslash. */
    static final int QUOTED = 256;

    static final int HEX = 512;

    private static final int UNRESERVED = USER | PASSWORD | URI_PARAMETER;

    private static final short[] SETS = new short[256];

    static {
        for (char c = ' '; c < 127; c++) {
            if (c != '"' && c != '\\') {
                add(String.valueOf(c), QUOTED);
            }
        }
        for (char c = 'a'; c <= 'z'; c++) {
            add(c + String.valueOf((char) (c - 32)), TOKEN | NAME | HOST | UNRESERVED);
        }
        add("0123456789", TOKEN | DIGIT | HOST | UNRESERVED | IPV6 | HEX);
        add("abcdefABCDEF", IPV6 | HEX);
        add("-.!%*_+`'~", TOKEN);
        add("-", NAME);
        add("-._", HOST);
        add("-_.!~*'()", UNRESERVED);
        add("&?+$#/,;=", USER);
        add("&=+$,", PASSWORD);
        add("[]/:&+$", URI_PARAMETER);
        add(".:", IPV6);
    }

    private Chars() {}

    /** Whether a byte is of one of the sets; none is above 127. */
    static boolean is(byte b, int sets) {
        return (SETS[b & 0xFF] & sets) != 0;
    }

    private static void add(String chars, int sets) {
        for (int i = 0; i < chars.length(); i++) {
            SETS[chars.charAt(i)] |= (short) sets;
        }
    }
}
