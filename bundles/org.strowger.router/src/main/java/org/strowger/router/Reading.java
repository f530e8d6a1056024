// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.List;

/** What a configuration turned out to be: the rows that could be read, and what is wrong or odd. */
record Reading(List<Row> rows, Index index, List<Finding> findings) {
    Reading {
        rows = List.copyOf(rows);
        findings = List.copyOf(findings);
    }

    List<Finding> errors() {
        return findings.stream().filter(Finding::fatal).toList();
    }

    List<Finding> warnings() {
        return findings.stream().filter(finding -> !finding.fatal()).toList();
    }
}
