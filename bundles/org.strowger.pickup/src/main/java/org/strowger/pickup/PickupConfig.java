// SPDX-License-Identifier: Apache-2.0
package org.strowger.pickup;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The keys of {@code etc/org.strowger.pickup.cfg}. */
@ObjectClassDefinition(name = "Strowger Pickup", description = "Calls that ring elsewhere and are answered here.")
@interface PickupConfig {
    @AttributeDefinition(
            name = "Code",
            description =
                    "What is dialled: with a number behind it, to answer what rings there; alone, to answer what rings in"
                            + " a group of one's own. * or # and up to nine more of 0 to 9, *, #. Empty for none. Default: *8.")
    String code() default Settings.CODE;

    @AttributeDefinition(
            name = "Groups",
            description = "Who may answer for whom: numbers with commas between, groups with semicolons between:"
                    + " 1001,1002; 2001,2002. Default: none.")
    String groups() default "";

    @AttributeDefinition(
            name = "By number",
            description = "Whose calls may be answered by dialling their number: any, or those of a group of one's own."
                    + " Default: any.",
            options = {@Option(label = "any", value = "any"), @Option(label = "group", value = "group")})
    String directed() default Settings.ANY;

    @AttributeDefinition(
            name = "Callers",
            description = "The roles whose callers may do so, with commas between. Default: registrar.")
    String callers() default Settings.CALLERS;
}
