// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import gov.nist.javax.sip.header.SIPHeader;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import javax.sip.InvalidArgumentException;

/** Which reader is for which header. */
final class HeaderReaders {
    private static final int SLOTS = 128;

    /** Bit of a letter that tells the small one from the capital; the hyphen has it anyway. */
    private static final int SMALL = 0x20;

    private static final byte[][] NAMES = new byte[SLOTS][];
    private static final HeaderReader[] READERS = new HeaderReader[SLOTS];

    static {
        add(ViaReader::read, "via", "v");
        add(AddressHeaders::from, "from", "f");
        add(AddressHeaders::to, "to", "t");
        add(AddressHeaders::contact, "contact", "m");
        add(AddressHeaders::route, "route");
        add(AddressHeaders::recordRoute, "record-route");
        add(TextHeaders::callId, "call-id", "i");
        add(TextHeaders::contentType, "content-type", "c");
        add(NumberHeaders::cseq, "cseq");
        add(NumberHeaders::maxForwards, "max-forwards");
        add(NumberHeaders::contentLength, "content-length", "l");
        add(NumberHeaders::expires, "expires");
        add(TokenLists::allow, "allow");
        add(TokenLists::supported, "supported", "k");
        add(ProductHeaders::userAgent, "user-agent");
        add(ProductHeaders::server, "server");
        add(CredentialsReader::authorization, "authorization");
        add(CredentialsReader::proxyAuthorization, "proxy-authorization");
    }

    private HeaderReaders() {}

    /** The header of this line, read by the one whom its name tells; null where the line is not plainly of a usual form. */
    static SIPHeader read(Line line) throws ParseException, InvalidArgumentException {
        HeaderReader reader = line.readerByName();
        if (reader == null) {
            return null;
        }
        line.blanks();
        return reader.read(line);
    }

    /** The reader of the headers of this name; null where there is none. */
    static HeaderReader find(byte[] bytes, int from, int to) {
        for (int slot = slot(bytes, from, to); NAMES[slot] != null; slot = slot + 1 & SLOTS - 1) {
            if (is(NAMES[slot], bytes, from, to)) {
                return READERS[slot];
            }
        }
        return null;
    }

    private static void add(HeaderReader reader, String... names) {
        for (String name : names) {
            byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
            int slot = slot(bytes, 0, bytes.length);
            while (NAMES[slot] != null) {
                slot = slot + 1 & SLOTS - 1;
            }
            NAMES[slot] = bytes;
            READERS[slot] = reader;
        }
    }

    private static int slot(byte[] bytes, int from, int to) {
        int hash = (to - from) * 31 + (bytes[from] | SMALL);
        return hash * 31 + (bytes[to - 1] | SMALL) & SLOTS - 1;
    }

    private static boolean is(byte[] name, byte[] bytes, int from, int to) {
        int length = name.length;
        if (to - from != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name[i] != (bytes[from + i] | SMALL)) {
                return false;
            }
        }
        return true;
    }
}
