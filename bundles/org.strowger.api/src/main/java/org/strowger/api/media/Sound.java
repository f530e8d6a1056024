// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.media;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Objects;

/** Something to be heard by whoever is at the far end of an {@link AudioPort}. Immutable. */
public sealed interface Sound {
    /**
     * A recording: a WAV file of any rate, of the folder of the language or else of the one for all.
     *
     * @param name the file's, without {@code .wav}; with slashes where it lies in folders of that folder
     */
    record Prompt(String name) implements Sound {
        public Prompt {
            Objects.requireNonNull(name, "name");
            if (!name.matches("[\\p{Alnum}_.-]+(/[\\p{Alnum}_.-]+)*") || name.matches("(.*/)?\\.+(/.*)?")) {
                throw new IllegalArgumentException("'" + name + "' is no name of a prompt");
            }
        }
    }

    /** Music, again and again. The name is that of a recording in the folder {@code music}. */
    record Music(String name) implements Sound {
        public Music {
            name = new Prompt(name).name();
        }
    }

    /** A tone of the network, again and again, as it sounds in the country that the media bundle is configured for. */
    record Tone(Signal signal) implements Sound {
        /** What a tone says (ITU-T E.180). */
        public enum Signal {
            DIAL,
            RINGING,
            BUSY,
            CONGESTION
        }

        public Tone {
            Objects.requireNonNull(signal, "signal");
        }
    }

    /** Nothing, for so long. */
    record Pause(Duration length) implements Sound {
        public Pause {
            if (length.isNegative() || length.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException("a pause of " + length);
            }
        }
    }

    /** Digits, one after the other, as a telephone number is read out: {@code 0 to 9}, {@code *} and {@code #}. */
    record Digits(String digits) implements Sound {
        public Digits {
            if (!digits.matches("[0-9*#]+")) {
                throw new IllegalArgumentException("'" + digits + "' are no digits");
            }
        }
    }

    /** A number as it is counted. */
    record Number(long value) implements Sound {}

    /** A time of the day, to the minute. */
    record Time(LocalTime time) implements Sound {
        public Time {
            Objects.requireNonNull(time, "time");
        }
    }

    /** Text for whichever {@link TextToSpeech} is here. */
    record Text(String text) implements Sound {
        public Text {
            Objects.requireNonNull(text, "text");
        }
    }
}
