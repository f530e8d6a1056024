// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.util.Locale;

/** What a record says, in this order: the columns of the table and of the CSV file, and the fields of JSON. */
enum Column {
    /** Number of the record; grows, never given twice. */
    SEQ(Type.NUMBER),
    /** {@code call} or {@code attempt}. */
    KIND(Type.TEXT),
    CALL(Type.TEXT),
    /** 0 on the record of the call, from 1 on its attempts. */
    ATTEMPT(Type.NUMBER),
    /** The id of the call that all of the journey came out of: transfers, queues. */
    JOURNEY(Type.TEXT),
    /** {@code call}, {@code transfer} for a call that a transfer made, or the role that originated it. */
    SCENARIO(Type.TEXT),
    CALLER(Type.TEXT),
    DIALLED(Type.TEXT),
    DESTINATION(Type.TEXT),
    ACCOUNT(Type.TEXT),
    CALLIN(Type.TEXT),
    RULE(Type.TEXT),
    CALLOUT(Type.TEXT),
    /** Of leg a on a call, of the leg that answered on an attempt: {@code udp}, {@code tcp}, {@code tls}, {@code local}. */
    TRANSPORT(Type.TEXT),
    /** The other end of that leg. */
    PEER(Type.TEXT),
    SIP_CALL_ID(Type.TEXT),
    CODEC(Type.TEXT),
    BEGAN(Type.TIME),
    RANG(Type.TIME),
    ANSWERED(Type.TIME),
    ENDED(Type.TIME),
    /** From beginning to end. */
    DURATION_MS(Type.NUMBER),
    /** From beginning to answer; empty where nobody answered. */
    ANSWERED_MS(Type.NUMBER),
    /** From answer to end. */
    TALK_MS(Type.NUMBER),
    /** How much of that was on hold. */
    HELD_MS(Type.NUMBER),
    /** {@code ok}, {@code dialog-hangup}, {@code timer-expired}, {@code pipeline-error}, {@code signaling-error}, {@code interrupted}. */
    END_STATUS(Type.TEXT),
    /** {@code normal}, {@code user-hangup}, {@code timer-expired}, {@code error}. */
    HANGUP_REASON(Type.TEXT),
    /** {@code remote} where a party hung up, else {@code local}. */
    HANGUP_BY(Type.TEXT),
    /** The party: {@code caller}, {@code called}; empty where none did. */
    HANGUP_SIDE(Type.TEXT),
    /** The final status of the INVITE. */
    SIP_FINAL_CODE(Type.NUMBER),
    /** The Reason header as it came. */
    REASON(Type.TEXT),
    TRANSFERRED_TO(Type.TEXT),
    QUEUE(Type.TEXT);

    enum Type {
        TEXT,
        NUMBER,
        TIME
    }

    private final Type type;
    private final String label = name().toLowerCase(Locale.ROOT);

    Column(Type type) {
        this.type = type;
    }

    Type type() {
        return type;
    }

    /** Its name in a table and in a file. */
    String label() {
        return label;
    }
}
