// SPDX-License-Identifier: Apache-2.0
package org.strowger.ringgroup;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code etc/org.strowger.ringgroup-<name>.cfg}. */
@ObjectClassDefinition(name = "Strowger Ring Group", description = "Numbers that ring several others.")
@interface GroupConfig {
    @AttributeDefinition(
            name = "Numbers",
            description = "The numbers that ring the group, 1 to 50, with commas between.")
    String numbers();

    @AttributeDefinition(
            name = "Steps",
            description =
                    "Who is rung: numbers with commas between ring at once; steps with semicolons between, up to 50,"
                            + " ring one after the other, each for the seconds that follow a blank: 1001,1002 20; 1003 15. A"
                            + " number is called by the dial plan, as the group would call it.")
    String steps();

    @AttributeDefinition(
            name = "Ring (s)",
            description = "So many seconds a step rings that says nothing else. 1 to 600, default: 20.",
            min = "1",
            max = "600")
    int ring() default Group.RING;

    @AttributeDefinition(
            name = "Then",
            description = "The number where a call goes that nobody has answered. Empty, the default, for nowhere.")
    String then() default "";

    String webconsole_configurationFactory_nameHint() default "{service.pid} {numbers}";
}
