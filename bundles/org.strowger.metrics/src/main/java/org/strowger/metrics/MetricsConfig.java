// SPDX-License-Identifier: Apache-2.0
package org.strowger.metrics;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where metrics are offered: what Metatype says of it. */
@ObjectClassDefinition(
        name = "Strowger metrics",
        description =
                "Where metrics for Prometheus and health are offered by HTTP. Without a configuration they are not.")
@interface MetricsConfig {
    @AttributeDefinition(
            name = "Host",
            description = "The address to bind. Whoever reaches it may read: it asks for no password.")
    String host() default "127.0.0.1";

    @AttributeDefinition(name = "Port", description = "The TCP port to bind.", min = "1", max = "65535")
    int port() default 9464;
}
