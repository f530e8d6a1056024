// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "Strowger dialler", description = "Calls that programs make, and their pace.")
@interface OutboundConfig {
    @AttributeDefinition(
            name = "Caller",
            description = "The user part of From where neither the request nor its target names one. Default dialler.")
    String caller_user() default "dialler";

    @AttributeDefinition(
            name = "Caller's name",
            description = "The display name that goes with it. Default none.",
            required = false)
    String caller_name() default "";

    @AttributeDefinition(
            name = "RTP address",
            description =
                    "The numeric address at which the programs receive media, as it stands in offers. Default 127.0.0.1.")
    String rtp_host() default "127.0.0.1";

    @AttributeDefinition(
            name = "RTP port",
            description = "The port there, where a request names none. Default 10000.",
            min = "1",
            max = "65535")
    int rtp_port() default 10_000;

    @AttributeDefinition(
            name = "Codecs",
            description =
                    "What is offered where a request names nothing, in order, with commas between: PCMA, PCMU, G722, opus,"
                            + " telephone-event, or name/rate@payload. Default these five.")
    String codecs() default "PCMA, PCMU, G722, opus, telephone-event";

    @AttributeDefinition(
            name = "Campaign rate",
            description = "Campaign calls begun in a second. Default 10.",
            min = "1",
            max = "1000")
    int campaign_rate() default 10;

    @AttributeDefinition(
            name = "Campaign calls",
            description = "Campaign calls at once. Default 100.",
            min = "1",
            max = "100000")
    int campaign_concurrent() default 100;

    @AttributeDefinition(
            name = "Campaign queue",
            description = "Campaign calls that may wait for their turn; more are refused. Default 10000.",
            min = "1",
            max = "1000000")
    int campaign_queue() default 10_000;

    @AttributeDefinition(
            name = "Calls at most",
            description = "Attempts and calls at once, of every scenario; more are refused. Default 10000.",
            min = "1",
            max = "1000000")
    int calls_max() default 10_000;

    @AttributeDefinition(
            name = "Hook timeout",
            description =
                    "How long the hook before the ACK may take, in milliseconds; then the answer is turned down. Default 2000.",
            min = "10",
            max = "2000")
    int hook_timeout() default 2_000;

    @AttributeDefinition(
            name = "Adopt Call-ID",
            description =
                    "Whether a call goes on under the Call-ID of its 2xx where a peer has changed it. Default false.")
    boolean callid_adopt() default false;

    @AttributeDefinition(
            name = "Cancel grace",
            description =
                    "After how many milliseconds a CANCEL goes out even where no provisional answer came; 0 for never, as RFC 3261"
                            + " wants it. Default 0.",
            min = "0",
            max = "32000")
    int cancel_grace() default 0;

    @AttributeDefinition(
            name = "Trusted",
            description =
                    "Addresses and networks, with commas between, that asserted identities are told to. Default everybody.")
    String trusted() default "0.0.0.0/0, ::/0";
}
