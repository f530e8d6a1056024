// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code etc/org.strowger.media.cfg}. */
@ObjectClassDefinition(
        name = "Strowger media",
        description = "Relays RTP and RTCP of calls, plays, listens and records.")
public @interface MediaConfig {
    @AttributeDefinition(
            name = "Lowest port",
            description = "First UDP port for RTP and RTCP. A call takes four for each of its streams."
                    + " Calls in progress keep theirs. Default 10000.",
            min = "1024",
            max = "65534")
    int port_min() default 10_000;

    @AttributeDefinition(
            name = "Highest port",
            description = "Last UDP port for RTP and RTCP. Default 32767, below those that the system gives out.",
            min = "1025",
            max = "65535")
    int port_max() default 32_767;

    @AttributeDefinition(
            name = "DSCP",
            description = "Mark of the packets that we send, for new calls. Default 46, expedited forwarding.",
            min = "0",
            max = "63")
    int dscp() default 46;

    @AttributeDefinition(
            name = "Threads",
            description = "Threads that relay, for new calls. Default 0: half as many as processors.",
            min = "0",
            max = "64")
    int threads() default 0;

    @AttributeDefinition(
            name = "Window for strangers (ms)",
            description = "So long, in milliseconds, a source that signalling never named must send"
                    + " before it is sent anything. New calls. Default 1000.",
            min = "0",
            max = "60000")
    int latch_window() default 1_000;

    @AttributeDefinition(
            name = "Silence (ms)",
            description = "So long, in milliseconds, a locked source must be silent before its stream may go on"
                    + " from elsewhere. New calls. Default 3000.",
            min = "100",
            max = "600000")
    int latch_silence() default 3_000;

    @AttributeDefinition(
            name = "Strangers",
            description = "Whether media is taken from addresses that signalling never named, as some NATs and"
                    + " session border controllers need. New calls. Default true.")
    boolean latch_strangers() default true;

    @AttributeDefinition(
            name = "Codecs",
            description =
                    "What ports of our own speak, best first: PCMA, PCMU, G722. New calls. Default PCMA,PCMU,G722.")
    String codecs() default "PCMA,PCMU,G722";

    @AttributeDefinition(
            name = "Prompts",
            description = "Folders in which prompts are looked for, in this order, with commas between."
                    + " Default: prompts beside this file, then those that ship.")
    String prompts() default "";

    @AttributeDefinition(
            name = "Memory for prompts (MiB)",
            description = "So much of the prompts that were played is kept in memory. Default 64.",
            min = "1",
            max = "4096")
    int prompts_memory() default 64;

    @AttributeDefinition(
            name = "Country",
            description = "Whose tones are played: au, cn, de, es, fr, gb, it, jp, us. New calls. Default us.")
    String country() default "us";

    @AttributeDefinition(
            name = "Keys by their tones",
            description = "Whether keys are looked for in the audio of phones that do not offer telephone events."
                    + " New calls. Default true.")
    boolean dtmf_tones() default true;

    @AttributeDefinition(
            name = "Silence of a phone (s)",
            description = "So long, in seconds, neither RTP nor RTCP comes from a phone that is not on hold before its"
                    + " application is told. 0: never. New calls. Default 60.",
            min = "0",
            max = "3600")
    int audio_silence() default 60;
}
