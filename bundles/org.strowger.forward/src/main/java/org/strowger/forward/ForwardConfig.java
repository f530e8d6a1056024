// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code etc/org.strowger.forward.cfg}. */
@ObjectClassDefinition(name = "Strowger Forward", description = "Diversions and do-not-disturb.")
@interface ForwardConfig {
    @AttributeDefinition(
            name = "Ring (s)",
            description =
                    "So many seconds a phone rings before a call goes where it goes when nobody answers, unless the"
                            + " number has a time of its own. 1 to 300, default: 20.",
            min = "1",
            max = "300")
    int ring() default Settings.RING;

    @AttributeDefinition(
            name = "Diversions",
            description = "So often a call may be diverted, those counted that others did before it came here. 0 to 8,"
                    + " default: 5.",
            min = "0",
            max = "8")
    int most() default Settings.MOST;

    @AttributeDefinition(
            name = "Status of do not disturb",
            description = "What a caller gets, a SIP status. 400 to 699, default: 486.",
            min = "400",
            max = "699")
    int quiet_status() default Settings.QUIET;

    @AttributeDefinition(
            name = "Callers",
            description = "The roles whose callers may dial codes, with commas between. Default: registrar.")
    String callers() default Settings.CALLERS;

    @AttributeDefinition(name = "Language", description = "Of the prompts, a language tag. Default: en.")
    String language() default Settings.LANGUAGE;

    @AttributeDefinition(
            name = "Code: divert all",
            description =
                    "The code that diverts every call to the number dialled behind it. Empty for none. Default: *72.")
    String code_always_on() default "*72";

    @AttributeDefinition(
            name = "Code: divert all no longer",
            description = "The code that ends this. Empty for none. Default: *73.")
    String code_always_off() default "*73";

    @AttributeDefinition(
            name = "Code: do not disturb",
            description = "The code after which nobody is put through. Empty for none. Default: *78.")
    String code_quiet_on() default "*78";

    @AttributeDefinition(
            name = "Code: do disturb",
            description = "The code that ends this. Empty for none. Default: *79.")
    String code_quiet_off() default "*79";

    @AttributeDefinition(
            name = "Code: divert when busy",
            description =
                    "The code that diverts calls to the number dialled behind it while the phone is busy or declines. Empty for none. Default: *90.")
    String code_busy_on() default "*90";

    @AttributeDefinition(
            name = "Code: divert when busy no longer",
            description = "The code that ends this. Empty for none. Default: *91.")
    String code_busy_off() default "*91";

    @AttributeDefinition(
            name = "Code: divert when nobody answers",
            description =
                    "The code that diverts calls that nobody answers to the number dialled behind it. Empty for none. Default: *92.")
    String code_no_answer_on() default "*92";

    @AttributeDefinition(
            name = "Code: divert when nobody answers no longer",
            description = "The code that ends this. Empty for none. Default: *93.")
    String code_no_answer_off() default "*93";

    @AttributeDefinition(
            name = "Code: divert when unreachable",
            description =
                    "The code that diverts calls to the number dialled behind it while no phone can be reached. Empty for none. Default: *94.")
    String code_unreachable_on() default "*94";

    @AttributeDefinition(
            name = "Code: divert when unreachable no longer",
            description = "The code that ends this. Empty for none. Default: *95.")
    String code_unreachable_off() default "*95";
}
