// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip.parser;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A line of a message, without its end, and how far it has been read. Of one thread. */
final class Line {
    private static final int LONGEST_NUMBER = 9;

    private final byte[] bytes;
    private int at;
    private int end;

    Line(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Begins anew, with what is between the two places. */
    Line of(int from, int to) {
        at = from;
        end = to;
        return this;
    }

    int at() {
        return at;
    }

    void backTo(int place) {
        at = place;
    }

    boolean done() {
        return at == end;
    }

    boolean nextIs(char c) {
        return at < end && bytes[at] == c;
    }

    /** Goes past a character, if it is the next. */
    boolean past(char c) {
        if (nextIs(c)) {
            at++;
            return true;
        }
        return false;
    }

    /** Goes past a text, if it is next, in this very case. */
    boolean past(byte[] text) {
        int to = at + text.length;
        if (to > end || !Arrays.equals(text, 0, text.length, bytes, at, to)) {
            return false;
        }
        at = to;
        return true;
    }

    /** Goes past blanks and tabs. */
    void blanks() {
        int i = at;
        while (i < end && (bytes[i] == ' ' || bytes[i] == '\t')) {
            i++;
        }
        at = i;
    }

    /** Goes past blanks and tabs, of which there must be one at least. */
    boolean pastBlanks() {
        int from = at;
        blanks();
        return at > from;
    }

    /** Goes past all characters of these {@link Chars}. */
    void run(int sets) {
        int i = at;
        while (i < end && Chars.is(bytes[i], sets)) {
            i++;
        }
        at = i;
    }

    /** Goes past all characters of these {@link Chars}, and escapes (RFC 3261 section 25.1). */
    void runEscaped(int sets) {
        run(sets);
        while (nextIs('%')
                && at + 2 < end
                && Chars.is(bytes[at + 1], Chars.HEX)
                && Chars.is(bytes[at + 2], Chars.HEX)) {
            at += 3;
            run(sets);
        }
    }

    /** Goes past all that is not one of these two. */
    void upTo(char one, char other) {
        int i = at;
        while (i < end && bytes[i] != one && bytes[i] != other) {
            i++;
        }
        at = i;
    }

    /** Goes past a header's name and its colon, and gives who reads such; null where there is no name, or nobody for it. */
    HeaderReader readerByName() {
        int from = at;
        run(Chars.NAME);
        int colon = at;
        return colon > from && past(':') ? HeaderReaders.find(bytes, from, colon) : null;
    }

    /** Whether all that is left is ASCII without control characters but DEL. */
    boolean restIsText() {
        return Bytes.areText(bytes, at, end);
    }

    /** How many of one character come before the first that ends a host for the stack, or the end. */
    int countBeforeHostEnds(char c) {
        int found = 0;
        for (int i = at; i < end; i++) {
            byte b = bytes[i];
            if (b == ';' || b == ',' || b == '?') {
                break;
            }
            if (b == c) {
                found++;
            }
        }
        return found;
    }

    /** A token, usual ones without a new object; null where there is none. */
    String token() {
        return word(Chars.TOKEN);
    }

    /** What is of these {@link Chars}, usual words without a new object; null where there is none. */
    String word(int sets) {
        int from = at;
        run(sets);
        return at > from ? wordFrom(from) : null;
    }

    /** What has been read since a place, usual words without a new object. */
    String wordFrom(int from) {
        String usual = Words.USUAL.find(bytes, from, at);
        return usual != null ? usual : textFrom(from);
    }

    /** The one of these words that has been read since a place; null where it is none of them. */
    String oneOf(Words words, int from) {
        return words.find(bytes, from, at);
    }

    /** What has been read since a place, which must have been ASCII. */
    String textFrom(int from) {
        return new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
    }

    /** What has been read since a place, as UTF-8. */
    String utf8From(int from) {
        return new String(bytes, from, at - from, StandardCharsets.UTF_8);
    }

    /** All that is left, which must be ASCII, usual words without a new object. */
    String restWord() {
        int from = at;
        at = end;
        return wordFrom(from);
    }

    /** All that is left, which must be ASCII. */
    String rest() {
        int from = at;
        at = end;
        return textFrom(from);
    }

    /** A number of not more than nine digits; -1 where there is none, or a longer one. */
    int number() {
        int value = 0;
        int from = at;
        int i = from;
        while (i < end && Chars.is(bytes[i], Chars.DIGIT)) {
            value = value * 10 + bytes[i++] - '0';
        }
        at = i;
        return i > from && i - from <= LONGEST_NUMBER ? value : -1;
    }

    /** The text between two quotation marks, the first of which is next; null where it is not plainly one. */
    String quoted() {
        if (!past('"')) {
            return null;
        }
        int from = at;
        run(Chars.QUOTED);
        if (!nextIs('"')) {
            return null;
        }
        String text = textFrom(from);
        at++;
        return text;
    }
}
