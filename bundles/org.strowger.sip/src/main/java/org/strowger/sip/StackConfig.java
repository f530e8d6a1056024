// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What all listeners share, as an operator is told of it; {@link StackSettings} reads it. */
@ObjectClassDefinition(
        name = "Strowger SIP stack",
        description = "What all SIP listeners share. No change ends a call.")
@interface StackConfig {
    @AttributeDefinition(
            name = "Reading threads",
            description =
                    "Threads that parse UDP messages, for each listener that is opened from now on. With more than one,"
                            + " messages of one call that come within a millisecond may overtake each other.",
            min = "1",
            max = "64")
    int threads() default 1;

    @AttributeDefinition(
            name = "Call threads",
            description =
                    "Threads that the queues of all calls share; 0 for as many as there are processors, and 2 at least.",
            min = "0",
            max = "256")
    int call_threads() default 0;

    @AttributeDefinition(
            name = "Longest message",
            description = "The longest message that is read, in bytes, by listeners that are opened from now on.",
            min = "1500",
            max = "65535")
    int message_max() default 16384;

    @AttributeDefinition(
            name = "Patience",
            description =
                    "How long a request waits for the engine or a role that is being replaced, in milliseconds; then 503.",
            min = "0",
            max = "30000")
    int patience() default 2000;

    @AttributeDefinition(
            name = "Answer timeout",
            description =
                    "How long a role may take to answer a request such as REGISTER, in milliseconds; then 503, and its"
                            + " thread is written off.",
            min = "50",
            max = "30000")
    int answer_timeout() default 2000;

    @AttributeDefinition(
            name = "Spare threads",
            description =
                    "How many threads may stand in for call threads that were written off and have not come back.",
            min = "0",
            max = "256")
    int spare_threads() default 32;

    @AttributeDefinition(
            name = "Orphan timeout",
            description =
                    "How long a call is kept up that the engine or an application has left to be replaced, in seconds;"
                            + " then it ends.",
            min = "1",
            max = "3600")
    int orphan_timeout() default 90;

    @AttributeDefinition(
            name = "Longest wait for a thread",
            description =
                    "How long the work of calls may wait for a thread, in milliseconds, before new requests are refused"
                            + " with 503; 0 to refuse none.",
            min = "0",
            max = "10000")
    int wait_max() default 300;

    @AttributeDefinition(
            name = "Session expires",
            description =
                    "How long a session goes on without a refresh, in seconds, which is proposed to every peer (RFC 4028);"
                            + " 0 to propose none. Else 90 at least.",
            min = "0",
            max = "86400")
    int session_expires() default 1800;

    @AttributeDefinition(
            name = "Shortest session",
            description = "The shortest session interval that is taken from a peer, in seconds; less gets 422.",
            min = "90",
            max = "3600")
    int session_min() default 90;

    @AttributeDefinition(
            name = "Grace before CANCEL",
            description =
                    "How long the CANCEL of a call to a peer that has said nothing at all waits for a first word, in"
                            + " milliseconds; 0 to wait as long as it takes, as RFC 3261 section 9.1 demands.",
            min = "0",
            max = "32000")
    int cancel_grace() default 0;

    @AttributeDefinition(
            name = "Parts of the stack's own",
            description =
                    "Parts of the JAIN-SIP stack for which its own are used in place of ours, separated by commas: cancel,"
                            + " parser, sending, timer. Read when the bundle starts; parser holds from the next message on.")
    String stock() default "";
}
