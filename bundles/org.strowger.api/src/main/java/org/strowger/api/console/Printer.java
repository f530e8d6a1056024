// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.console;

import java.io.PrintStream;
import org.osgi.annotation.versioning.ProviderType;

/** Prints reports as every {@code pbx:} command does. A service of the console bundle; thread-safe. */
@ProviderType
public interface Printer {
    /** Prints a table with a header line and one line a row, or with {@code json} an array with one object a row. */
    void print(PrintStream out, Report report, boolean json);
}
