// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts as comma-separated values (RFC 4180) with a header line. */
final class AccountFile {
    static final String NUMBER = "number";
    static final String PASSWORD = "password";
    static final String NAME = "name";
    static final String ALIASES = "aliases";
    static final String REALM = "realm";
    static final String HA1_MD5 = "ha1_md5";
    static final String HA1_SHA256 = "ha1_sha256";
    static final String ENABLED = "enabled";

    private static final List<String> COLUMNS =
            List.of(NUMBER, PASSWORD, NAME, ALIASES, REALM, HA1_MD5, HA1_SHA256, ENABLED);

    private AccountFile() {}

    /** A row of the file: where it begins, and its fields by column. A column that the file lacks is absent. */
    record Row(long line, Map<String, String> fields) {}

    /** What is wrong, and where. */
    record Fault(long line, String reason) {
        @Override
        public String toString() {
            return "line " + line + ": " + reason;
        }
    }

    /** The rows that could be read, and the faults that kept others from being read. */
    record Content(List<Row> rows, List<Fault> faults) {}

    /** Reads a file. A header that makes no sense is its only fault: nothing can be said of the rows then. */
    static Content read(String text) {
        List<Row> rows = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        Iterator<CsvRecord> records = CsvReader.builder()
                .acceptCharsAfterQuotes(false)
                .ofCsvRecord(text)
                .iterator();
        long line = 1;
        try {
            List<String> header = records.hasNext() ? fields(records.next()) : List.of();
            Optional<String> complaint = complaint(header);
            if (complaint.isPresent()) {
                return new Content(List.of(), List.of(new Fault(line, complaint.get())));
            }
            while (records.hasNext()) {
                CsvRecord record = records.next();
                line = record.getStartingLineNumber();
                read(record, header, rows, faults);
            }
        } catch (CsvParseException malformed) {
            faults.add(new Fault(line + 1, "not readable from here on: " + malformed.getMessage()));
        }
        return new Content(rows, faults);
    }

    private static List<String> fields(CsvRecord record) {
        return record.getFields().stream().map(String::trim).toList();
    }

    private static Optional<String> complaint(List<String> header) {
        if (!header.contains(NUMBER)) {
            return Optional.of("the header has no column '" + NUMBER + "'; a file begins with "
                    + String.join(",", NUMBER, PASSWORD, NAME, ALIASES));
        }
        if (!COLUMNS.containsAll(header) || new HashSet<>(header).size() < header.size()) {
            return Optional.of("the header " + header + " has an unknown column, or one twice; known are " + COLUMNS);
        }
        return Optional.empty();
    }

    private static void read(CsvRecord record, List<String> header, List<Row> rows, List<Fault> faults) {
        long line = record.getStartingLineNumber();
        if (record.getFieldCount() != header.size()) {
            faults.add(new Fault(line, record.getFieldCount() + " fields, but the header has " + header.size()));
            return;
        }
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            fields.put(header.get(i), record.getField(i));
        }
        rows.add(new Row(line, fields));
    }

    /** Everything about accounts but their passwords, which nobody knows; sorted, so that two exports can be compared. */
    static String write(Collection<Account> accounts) {
        Writer text = new StringWriter();
        CsvWriter csv = CsvWriter.builder().build(text);
        csv.writeRecord(NUMBER, NAME, ALIASES, REALM, HA1_MD5, HA1_SHA256, ENABLED);
        accounts.stream()
                .sorted(Comparator.comparing(Account::name))
                .forEach(account -> csv.writeRecord(
                        account.name(),
                        account.displayName(),
                        String.join(",", account.aliases()),
                        account.realm(),
                        account.secret().md5(),
                        account.secret().sha256(),
                        Boolean.toString(account.enabled())));
        return text.toString();
    }
}
