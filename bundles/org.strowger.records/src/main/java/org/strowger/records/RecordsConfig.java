// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where call records go: what Metatype says of it. {@link Settings} reads it. */
@ObjectClassDefinition(name = "Strowger call records", description = "Where call records go.")
@interface RecordsConfig {
    @AttributeDefinition(
            name = "Database",
            description = "Whether records go to the table call_record of the database.")
    boolean database() default true;

    @AttributeDefinition(
            name = "JSON",
            description =
                    "The folder for files of JSON lines, one for each day, such as data/calls; none where it is empty.",
            required = false)
    String json() default "";

    @AttributeDefinition(
            name = "CSV",
            description = "The folder for CSV files, one for each day, such as data/calls; none where it is empty.",
            required = false)
    String csv() default "";

    @AttributeDefinition(
            name = "Spool",
            description = "How many MiB of records are kept on disk for sinks that are away and for the console.",
            min = "1",
            max = "65536")
    int spool() default 256;

    @AttributeDefinition(
            name = "Journal",
            description = "How many MiB of events are kept on disk.",
            min = "64",
            max = "65536")
    int journal() default 256;

    @AttributeDefinition(
            name = "Sync",
            description =
                    "How long an event may not have reached the disk itself, in milliseconds: what a loss of power may"
                            + " cost. A process that is killed loses nothing of it.",
            min = "0",
            max = "60000")
    int sync() default 1000;
}
