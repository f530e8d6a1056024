// SPDX-License-Identifier: Apache-2.0
package org.strowger.tracer;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What is kept of calls for {@code pbx:why}: what Metatype says of it. */
@ObjectClassDefinition(
        name = "Strowger tracer",
        description = "What is kept of calls, their messages and decisions, for pbx:why.")
@interface TracerConfig {
    @AttributeDefinition(
            name = "Memory",
            description =
                    "How many MiB of messages and decisions are kept, packed; the oldest go first. 32 MiB hold about ten"
                            + " minutes of 100 calls a second.",
            min = "1",
            max = "4096")
    int memory() default 32;
}
