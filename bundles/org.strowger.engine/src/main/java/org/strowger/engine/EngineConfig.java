// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** How calls are carried: what Metatype says of it. {@link Settings} reads it. */
@ObjectClassDefinition(name = "Strowger engine", description = "How calls are carried.")
@interface EngineConfig {
    @AttributeDefinition(
            name = "No ringing",
            description = "How long a destination may take until it rings, in seconds; then it is given up.",
            min = "1",
            max = "600")
    int no_18x() default 32;

    @AttributeDefinition(
            name = "Ringing",
            description = "How long a destination may ring, in seconds; then the call ends with 480.",
            min = "1",
            max = "3600")
    int ring() default 60;

    @AttributeDefinition(
            name = "Patience",
            description = "How long a call waits for a role that is being replaced, in milliseconds; then 503.",
            min = "0",
            max = "30000")
    int patience() default 2000;

    @AttributeDefinition(
            name = "Absence",
            description = "How long a role that has left is thought to be coming back, in seconds.",
            min = "0",
            max = "3600")
    int absence() default 60;

    @AttributeDefinition(
            name = "Deadline",
            description = "How long a role may take over one answer, in milliseconds; then the next role is asked.",
            min = "10",
            max = "60000")
    int deadline() default 1000;

    @AttributeDefinition(
            name = "Failures",
            description =
                    "After how many failures and late answers, with no call of its own that went well between them, a role"
                            + " is left alone for a while.",
            min = "1",
            max = "1000")
    int breaker_failures() default 5;

    @AttributeDefinition(
            name = "Rest",
            description = "How long a role is left alone that failed again and again, in seconds.",
            min = "1",
            max = "3600")
    int breaker_rest() default 10;

    @AttributeDefinition(
            name = "Media",
            description = "relay: audio passes through the exchange; direct: the parties send to each other.",
            options = {@Option(label = "relay", value = "relay"), @Option(label = "direct", value = "direct")})
    String media() default "relay";
}
