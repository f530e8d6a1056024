// SPDX-License-Identifier: Apache-2.0
package org.strowger.console;

import java.io.PrintStream;
import org.osgi.service.component.annotations.Component;
import org.strowger.api.console.Printer;
import org.strowger.api.console.Report;

/** Prints reports as text or as JSON. */
@Component
public final class ReportPrinter implements Printer {
    @Override
    public void print(PrintStream out, Report report, boolean json) {
        // One write: what others print meanwhile does not come between the lines.
        out.print(json ? Json.of(report) : TextTable.of(report));
        out.flush();
    }
}
