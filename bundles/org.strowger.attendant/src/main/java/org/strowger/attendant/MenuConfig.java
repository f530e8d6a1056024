// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The keys of {@code etc/org.strowger.attendant-<name>.cfg}. */
@ObjectClassDefinition(
        name = "Strowger attendant",
        description = "A menu that answers calls. Besides these, key.DIGITS says what is done when a caller presses"
                + " them: dial NUMBER, menu NAME, back, top, repeat, play PROMPT, hangup, with a semicolon between several;"
                + " star and hash stand for these keys.")
@interface MenuConfig {
    @AttributeDefinition(
            name = "Numbers",
            description =
                    "The numbers that it answers, with commas between. Empty, the default: other menus lead here.")
    String numbers() default "";

    @AttributeDefinition(name = "Language", description = "Of the prompts, a language tag. Default en.")
    String language() default "en";

    @AttributeDefinition(
            name = "Prompt",
            description = "What the caller hears: prompts with commas between, digits:1001, number:3, text:Welcome."
                    + " Default attendant/welcome.")
    String prompt() default "attendant/welcome";

    @AttributeDefinition(
            name = "Prompt when repeated",
            description = "What is heard from the second time on. Default: the same.",
            required = false)
    String prompt_repeat();

    @AttributeDefinition(name = "Prompt after a wrong key", description = "Default attendant/invalid.")
    String prompt_invalid() default "attendant/invalid";

    @AttributeDefinition(name = "Prompt before somebody is called", description = "Default attendant/connecting.")
    String prompt_connecting() default "attendant/connecting";

    @AttributeDefinition(
            name = "Prompt when nobody was reached",
            description = "It counts as a wrong key. Default attendant/unavailable.")
    String prompt_unavailable() default "attendant/unavailable";

    @AttributeDefinition(
            name = "Extensions",
            description = "The numbers that callers may dial directly: 1001, 2xx, 100-199, with commas between."
                    + " Empty, the default: none.")
    String extensions() default "";

    @AttributeDefinition(
            name = "Time for the first digit (ms)",
            description = "After the prompt, in milliseconds. Default 5000.",
            min = "500",
            max = "60000")
    int timeout_first() default 5_000;

    @AttributeDefinition(
            name = "Time for the next digit (ms)",
            description = "In milliseconds. Default 2000.",
            min = "500",
            max = "30000")
    int timeout_digit() default 2_000;

    @AttributeDefinition(
            name = "Wrong keys",
            description = "So many wrong choices, and numbers where nobody was reached. Default 3.",
            min = "1",
            max = "20")
    int invalid_max() default 3;

    @AttributeDefinition(
            name = "After too many wrong keys",
            description = "Ends in hangup, dial or menu. Default play attendant/goodbye; hangup.")
    String invalid_action() default "play attendant/goodbye; hangup";

    @AttributeDefinition(
            name = "Silences",
            description = "So many times nothing is pressed. Default 3.",
            min = "1",
            max = "20")
    int silent_max() default 3;

    @AttributeDefinition(
            name = "After too many silences",
            description = "Ends in hangup, dial or menu. Default play attendant/goodbye; hangup.")
    String silent_action() default "play attendant/goodbye; hangup";

    @AttributeDefinition(
            name = "Visit (s)",
            description =
                    "So long, in seconds, a visit that began in this menu may last, whatever is pressed. Default 300.",
            min = "10",
            max = "3600")
    int visit_max() default 300;

    @AttributeDefinition(
            name = "After too long a visit",
            description = "Ends in hangup or dial. Default play attendant/goodbye; hangup.")
    String visit_action() default "play attendant/goodbye; hangup";

    @AttributeDefinition(
            name = "Ring (s)",
            description = "So long, in seconds, somebody is called. Default 30.",
            min = "5",
            max = "300")
    int ring() default 30;

    @AttributeDefinition(
            name = "Hours",
            description = "When it is open: mon-fri 09:00-17:00, sat 10:00-12:00. Empty, the default: always.")
    String hours() default "";

    @AttributeDefinition(
            name = "Holidays",
            description = "Days on which it is closed: 2026-12-24 of one year, 12-25 of each, with commas between.")
    String holidays() default "";

    @AttributeDefinition(
            name = "Time zone",
            description = "Of hours and holidays, such as Europe/Berlin. Default: the machine's.",
            required = false)
    String zone();

    @AttributeDefinition(
            name = "Night switch",
            description = "auto: the hours decide. on: closed. off: open. Default auto.",
            options = {
                @Option(label = "auto", value = "auto"),
                @Option(label = "on: closed", value = "on"),
                @Option(label = "off: open", value = "off")
            })
    String night() default "auto";

    @AttributeDefinition(
            name = "When closed",
            description = "Ends in hangup, dial or menu. Default play attendant/closed; hangup.")
    String closed_action() default "play attendant/closed; hangup";

    String webconsole_configurationFactory_nameHint() default "{service.pid} {numbers}";
}
