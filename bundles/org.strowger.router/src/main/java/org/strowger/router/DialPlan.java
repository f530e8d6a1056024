// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.strowger.api.config.Problem;
import org.strowger.api.console.Report;

/** What the console asks of the routing table. A service for the commands of this bundle; thread-safe. */
public interface DialPlan {
    /** What is wrong with the configuration that was last given and not taken; empty where it was taken. */
    List<Problem> rejections();

    /**
     * The rows in force, in their order, with their counts and warnings.
     *
     * @param withRejections whether each rejection shall be a row of its own at the top, named {@code rejected}
     */
    Report rows(boolean withRejections);

    /** What is wrong or odd about a file that might become the configuration; puts nothing in force. */
    Check check(Path file) throws IOException;

    /**
     * What became of a check.
     *
     * @param rows how many rows could be read
     * @param findings each with severity, row, column and reason
     */
    record Check(int rows, int errors, int warnings, Report findings) {}
}
