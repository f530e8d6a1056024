// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log of the exchange, for tests that wait for a line of it. */
public final class ExchangeLog {
    private final Path file;

    ExchangeLog(Path file) {
        this.file = file;
    }

    String text() {
        return Program.text(file);
    }

    /** Remembers how far the log goes now: taken before what is to be logged is done. */
    public Mark mark() {
        return new Mark(text().length());
    }

    /** A place in the log. */
    public final class Mark {
        private final int start;

        private Mark(int start) {
            this.start = start;
        }

        /** What was logged since. */
        public String since() {
            String text = text();
            // a log that is shorter has been rolled over
            return text.length() < start ? text : text.substring(start);
        }

        /** Waits for a line that has this in it, and returns the match. */
        public String await(String regex, Duration bound) {
            Pattern pattern = Pattern.compile(regex);
            Await.until(
                    () -> "the log says '" + regex + "'; it says\n" + Program.tail(since(), 40),
                    bound,
                    () -> pattern.matcher(since()).find());
            Matcher matcher = pattern.matcher(since());
            return matcher.find() ? matcher.group() : "";
        }
    }
}
