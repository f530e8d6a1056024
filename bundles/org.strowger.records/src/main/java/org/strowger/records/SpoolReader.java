// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/** Reads a spool on from where a sink is, file after file. One thread. */
final class SpoolReader {
    private final Spool spool;
    private long file = -1;
    private long offset;

    SpoolReader(Spool spool) {
        this.spool = spool;
    }

    /** The next records after a number, at the most so many; none where there are no more yet. */
    List<CallRecord> after(long seq, int most) throws IOException {
        List<CallRecord> records = new ArrayList<>();
        List<Long> numbers = spool.segments().numbers();
        while (records.isEmpty() && spool.last() > seq) {
            if (file < 0 || !numbers.contains(file)) {
                file = first(numbers, seq);
                offset = 0;
            }
            read(seq, most, records);
            if (records.isEmpty()) {
                long here = file;
                long next = numbers.stream()
                        .filter(number -> number > here)
                        .findFirst()
                        .orElse(-1L);
                if (next < 0) {
                    return records;
                }
                file = next;
                offset = 0;
            }
        }
        return records;
    }

    /** Begins anew, wherever the sink is. */
    void reset() {
        file = -1;
    }

    private static long first(List<Long> numbers, long seq) throws IOException {
        return numbers.stream()
                .filter(number -> number <= seq + 1)
                .reduce((earlier, later) -> later)
                .or(() -> numbers.stream().findFirst())
                .orElseThrow(() -> new IOException("the spool has no file"));
    }

    private void read(long seq, int most, List<CallRecord> records) throws IOException {
        try (InputStream bytes =
                new BufferedInputStream(Files.newInputStream(spool.segments().file(file)), 1 << 16)) {
            bytes.skipNBytes(offset);
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int one = bytes.read(); one >= 0 && records.size() < most; one = bytes.read()) {
                if (one != '\n') {
                    line.write(one);
                } else {
                    offset += line.size() + 1;
                    JsonLines.record(line.toString(StandardCharsets.UTF_8))
                            .filter(record -> record.seq() > seq)
                            .ifPresent(records::add);
                    line.reset();
                }
            }
        } catch (NoSuchFileException trimmed) {
            file = -1;
        }
    }
}
