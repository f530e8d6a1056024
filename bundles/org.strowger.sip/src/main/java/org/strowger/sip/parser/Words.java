// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Words that come again and again, to be had from their bytes without a new object each time. Immutable. */
final class Words {
    /** Methods that are their own canonical name in the stack. */
    static final Words METHODS = new Words(
            "INVITE ACK BYE CANCEL REGISTER OPTIONS SUBSCRIBE NOTIFY MESSAGE INFO PRACK UPDATE" + " REFER PUBLISH");

    /** Names and values that are usual somewhere: transports, methods, parameters, bodies, extensions, reasons. */
    static final Words USUAL =
            new Words("UDP TCP TLS WS WSS INVITE ACK BYE CANCEL REGISTER OPTIONS SUBSCRIBE NOTIFY MESSAGE INFO"
                    + " PRACK UPDATE REFER PUBLISH branch rport received maddr ttl alias keep tag transport udp tcp tls ws wss user phone lr"
                    + " on ob expires q reg-id +sip.instance pub-gruu temp-gruu methods audio video charset utf-8 UTF-8 boundary 60 120 300"
                    + " 600 1800 3600 5060 5061 0 1 Digest username realm nonce uri response algorithm cnonce opaque qop nc MD5 SHA-256 auth"
                    + " 00000001 00000002 application sdp text plain dtmf-relay pidf+xml multipart mixed replaces timer 100rel path outbound"
                    + " gruu norefersub extended-refer join tdialog histinfo from-change precondition early-session eventlist OK Trying"
                    + " Ringing");

    private final String[] words;
    private final byte[][] bytes;
    private final int longest;

    /** @param text the words, a blank between each two */
    private Words(String text) {
        String[] all = text.split(" ");
        words = new String[Integer.highestOneBit(all.length) * 8];
        bytes = new byte[words.length][];
        int most = 0;
        for (String word : all) {
            byte[] of = word.getBytes(StandardCharsets.US_ASCII);
            int slot = slot(of, 0, of.length);
            while (words[slot] != null) {
                slot = slot + 1 & words.length - 1;
            }
            // the string that constants of this spelling are, so that comparing is quick
            words[slot] = word.intern();
            bytes[slot] = of;
            most = Math.max(most, of.length);
        }
        longest = most;
    }

    /** The word that these bytes are; null where they are none of these words. */
    String find(byte[] text, int from, int to) {
        if (from >= to || to - from > longest) {
            return null;
        }
        for (int slot = slot(text, from, to); words[slot] != null; slot = slot + 1 & words.length - 1) {
            byte[] word = bytes[slot];
            if (word.length == to - from && Arrays.equals(word, 0, word.length, text, from, to)) {
                return words[slot];
            }
        }
        return null;
    }

    private int slot(byte[] text, int from, int to) {
        int hash = (to - from) * 31 + text[from];
        hash = hash * 31 + text[to - 1];
        hash = hash * 31 + text[from + to >>> 1];
        return (hash ^ hash >>> 7) & words.length - 1;
    }
}
