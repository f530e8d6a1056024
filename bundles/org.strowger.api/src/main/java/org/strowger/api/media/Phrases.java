// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.media;

import java.time.LocalTime;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * How a language says digits, numbers and times: as prompts, one after the other. A pure function; any thread. Registered as a
 * service with the property {@link #LANGUAGE}; the one that ranks highest speaks.
 */
@ConsumerType
public interface Phrases {
    /** Service property: the language tag, such as {@code en}. */
    String LANGUAGE = "pbx.language";

    /** @param digits {@code 0 to 9}, {@code *} and {@code #} */
    List<Sound.Prompt> digits(String digits);

    /** A number as it is counted, of any size and sign. */
    List<Sound.Prompt> number(long value);

    /** A time of the day, to the minute. */
    List<Sound.Prompt> time(LocalTime time);
}
