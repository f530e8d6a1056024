// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The keys of {@code etc/org.strowger.distributor-<name>.cfg}. */
@ObjectClassDefinition(
        name = "Strowger distributor",
        description =
                "A queue of callers, and its agents. Besides these, key.DIGIT is the number that is called when a waiting caller"
                        + " presses it (star and hash stand for these keys), and pause.DIGITS the reason of a pause whose code ends in"
                        + " them.")
@interface QueueConfig {
    @AttributeDefinition(name = "Numbers", description = "The numbers that it answers, with commas between.")
    String numbers() default "";

    @AttributeDefinition(
            name = "Agents",
            description = "The numbers of those who may serve it, in order, with commas between; behind each perhaps"
                    + " level=0 to 9, weight=1 to 100, wrapup=0 to 3600 (s): 1001, 1002 level=1 wrapup=20.")
    String agents() default "";

    @AttributeDefinition(
            name = "Log-in",
            description = "Whether agents must log in; else they are there until they log out. Default true.")
    boolean login() default true;

    @AttributeDefinition(
            name = "Strategy",
            description =
                    "Who is rung: ring-all, longest-idle, least-recent, round-robin, linear, random, weighted-random,"
                            + " fewest-calls, least-talk, progressive, or one that a plug-in brings. Default longest-idle.")
    String strategy() default "longest-idle";

    @AttributeDefinition(
            name = "Priority",
            description = "Callers of a queue of higher priority come first. Default 0.",
            min = "-100",
            max = "100")
    int priority() default 0;

    @AttributeDefinition(
            name = "Ring (s)",
            description = "So long, in seconds, an agent is rung. Default 20.",
            min = "2",
            max = "300")
    int ring() default 20;

    @AttributeDefinition(
            name = "Step (s)",
            description = "After so many seconds the strategy progressive rings one more. Default 10.",
            min = "1",
            max = "300")
    int step() default 10;

    @AttributeDefinition(
            name = "Time for a level (s)",
            description =
                    "After each so many seconds of waiting, agents of one more level may be rung; at once where no"
                            + " agent below is at work. Default 30.",
            min = "1",
            max = "3600")
    int level_after() default 30;

    @AttributeDefinition(
            name = "Wrap-up (s)",
            description = "So many seconds after a call an agent is left alone, by all queues. Default 10.",
            min = "0",
            max = "3600")
    int wrapup() default 10;

    @AttributeDefinition(
            name = "Rest after a refusal (s)",
            description = "In seconds. Default 30.",
            min = "1",
            max = "3600")
    int rest_rejected() default 30;

    @AttributeDefinition(name = "Rest when busy (s)", description = "In seconds. Default 15.", min = "1", max = "3600")
    int rest_busy() default 15;

    @AttributeDefinition(
            name = "Rest after no answer (s)",
            description = "In seconds. Default 10.",
            min = "1",
            max = "3600")
    int rest_missed() default 10;

    @AttributeDefinition(
            name = "Rest when not reached (s)",
            description = "In seconds. Default 30.",
            min = "1",
            max = "3600")
    int rest_unreachable() default 30;

    @AttributeDefinition(
            name = "Calls not answered",
            description = "After so many in a row the agent is paused; 0 for never. Default 3.",
            min = "0",
            max = "100")
    int missed_max() default 3;

    @AttributeDefinition(
            name = "Number shown",
            description =
                    "Agents are called from it, and the dial plan applies as to it. Empty, the default: the caller's.")
    String as() default "";

    @AttributeDefinition(
            name = "Length",
            description = "So many callers may wait. Default 100.",
            min = "1",
            max = "10000")
    int length_max() default 100;

    @AttributeDefinition(name = "Longest wait (s)", description = "In seconds. Default 900.", min = "1", max = "86400")
    int wait_max() default 900;

    @AttributeDefinition(
            name = "Callers may join",
            description =
                    "always; while it is staffed, somebody is logged in; or active, not paused either. Default staffed.",
            options = {
                @Option(label = "always", value = "always"),
                @Option(label = "staffed", value = "staffed"),
                @Option(label = "active", value = "active")
            })
    String join_while() default "staffed";

    @AttributeDefinition(
            name = "Callers may stay",
            description = "As for joining. Default always.",
            options = {
                @Option(label = "always", value = "always"),
                @Option(label = "staffed", value = "staffed"),
                @Option(label = "active", value = "active")
            })
    String stay_while() default "always";

    @AttributeDefinition(
            name = "Overflow",
            description =
                    "The number that is called for those who may not join, stay, or wait longer. Empty, the default: they"
                            + " are refused, or hear the goodbye.")
    String overflow() default "";

    @AttributeDefinition(
            name = "Promise (s)",
            description = "Callers shall be answered within so many seconds: for the counts. Default 20.",
            min = "1",
            max = "3600")
    int promise() default 20;

    @AttributeDefinition(name = "Language", description = "Of the prompts, a language tag. Default en.")
    String language() default "en";

    @AttributeDefinition(name = "Music", description = "A recording in the folder music. Default default.")
    String music() default "default";

    @AttributeDefinition(name = "Welcome", description = "Prompts, with commas between. Default queue/welcome.")
    String prompt_welcome() default "queue/welcome";

    @AttributeDefinition(name = "Goodbye", description = "As the welcome. Default queue/goodbye.")
    String prompt_goodbye() default "queue/goodbye";

    @AttributeDefinition(
            name = "Whisper",
            description =
                    "What an agent hears, and the caller does not, before the two talk. Prompts, with commas between."
                            + " Empty, the default: nothing.")
    String prompt_agent() default "";

    @AttributeDefinition(
            name = "Announcement (s)",
            description =
                    "Every so many seconds a caller hears the place and the wait; 0 for never, else from 5. Default 60.",
            min = "0",
            max = "9999")
    int announce_every() default 60;

    @AttributeDefinition(name = "Announce the place", description = "Default true.")
    boolean announce_position() default true;

    @AttributeDefinition(
            name = "Announce the wait",
            description =
                    "In minutes, by the talks so far and the agents at work; not before the first talk. Default true.")
    boolean announce_wait() default true;

    @AttributeDefinition(
            name = "Periodic prompts",
            description = "With commas between; one after the other. Empty, the default: none.")
    String prompt_periodic() default "";

    @AttributeDefinition(
            name = "Period (s)",
            description = "Every so many seconds a periodic prompt is heard; 0, the default, for never, else from 5.",
            min = "0",
            max = "9999")
    int periodic_every() default 0;

    @AttributeDefinition(name = "Code to log in", description = "Empty for none. Default *45.")
    String code_login() default "*45";

    @AttributeDefinition(name = "Code to log out", description = "Empty for none. Default *46.")
    String code_logout() default "*46";

    @AttributeDefinition(
            name = "Code to pause",
            description = "Perhaps with the digits of a reason behind it. Empty for none. Default *47.")
    String code_pause() default "*47";

    @AttributeDefinition(
            name = "Code to go on",
            description = "Ends a pause, wrap-up or rest. Empty for none. Default *48.")
    String code_resume() default "*48";

    @AttributeDefinition(
            name = "Roles of agents",
            description =
                    "Codes are for callers of these roles, by name or kind, with commas between: they can be trusted"
                            + " with the number that they show. Default registrar.")
    String code_roles() default "registrar";

    String webconsole_configurationFactory_nameHint() default "{service.pid} {numbers}";
}
