// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.List;
import org.strowger.api.config.Problem;

/** What a configuration turned out to be: the rows that could be read, and what is wrong or odd. */
record Reading(List<Row> rows, Index index, List<Finding> findings) {
    Reading {
        rows = List.copyOf(rows);
        findings = List.copyOf(findings);
    }

    List<Finding> errors() {
        return findings.stream().filter(Finding::fatal).toList();
    }

    /** The errors as those of a configuration. */
    List<Problem> problems(String pid, String file) {
        return errors().stream()
                .map(error -> new Problem(pid, file, error.key(), error.inRow()))
                .toList();
    }

    List<Finding> warnings() {
        return findings.stream().filter(finding -> !finding.fatal()).toList();
    }
}
