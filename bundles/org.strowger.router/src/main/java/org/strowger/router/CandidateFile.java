// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.strowger.api.console.Report;

/**
 * A configuration file as the file installer would read it. Some mistakes can be seen here only, because the installer
 * swallows them: of two lines with one key it takes the last, and what stands in ${} it replaces.
 */
final class CandidateFile {
    private static final long LONGEST = 32L << 20;

    private CandidateFile() {}

    static DialPlan.Check check(Path file) throws IOException {
        List<Finding> findings = new ArrayList<>();
        Reading reading = TableParser.parse(read(file, findings));
        findings.addAll(reading.findings());
        Report.Builder report = Report.columns("severity", "row", "column", "reason");
        int errors = 0;
        for (Finding finding : findings) {
            errors += finding.fatal() ? 1 : 0;
            report.row(finding.fatal() ? "error" : "warning", finding.key(), finding.column(), finding.reason());
        }
        return new DialPlan.Check(reading.rows().size(), errors, findings.size() - errors, report.build());
    }

    private static Map<String, String> read(Path file, List<Finding> findings) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file.toAbsolutePath() + " is no file");
        }
        if (Files.size(file) > LONGEST) {
            throw new IOException(file.toAbsolutePath() + " is longer than " + (LONGEST >> 20) + " MiB");
        }
        Map<String, String> configuration = new HashMap<>();
        // the installer's own character set; what a row may hold is ASCII in any case
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            new Lines(configuration, findings).load(reader);
        } catch (IllegalArgumentException e) {
            findings.add(Finding.error("file", "", e.getMessage()));
        }
        return configuration;
    }

    /** The format of Java's own properties, which the installer's is but for ${}; told of each line as it is read. */
    private static final class Lines extends Properties {
        private static final long serialVersionUID = 1L;

        private final transient Map<String, String> configuration;
        private final transient List<Finding> findings;

        Lines(Map<String, String> configuration, List<Finding> findings) {
            this.configuration = configuration;
            this.findings = findings;
        }

        @Override
        public synchronized Object put(Object key, Object value) {
            String row = key.toString();
            if (value.toString().contains("${")) {
                findings.add(
                        Finding.error(row, "", "holds ${, which is replaced before the table is read: write $1, $to"));
            }
            if (configuration.put(row, value.toString()) != null) {
                findings.add(Finding.error(row, "", "stands in the file twice, and the last would be taken"));
            }
            return null;
        }
    }
}
