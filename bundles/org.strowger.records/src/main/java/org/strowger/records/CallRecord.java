// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** One record: of a call, or of one attempt to reach somebody for it. Immutable; a column without a value is absent. */
final class CallRecord {
    private final Map<Column, Object> values;

    /** @param values {@link Long}, {@link String} or {@link Instant}, as the column's type says */
    CallRecord(Map<Column, Object> values) {
        this.values = new EnumMap<>(values);
        if (!this.values.containsKey(Column.SEQ)) {
            throw new IllegalArgumentException("a record without a number");
        }
    }

    long seq() {
        return (Long) values.get(Column.SEQ);
    }

    Optional<Object> value(Column column) {
        return Optional.ofNullable(values.get(column));
    }

    /** As text; empty where there is none. Times are in UTC, to the millisecond. */
    String text(Column column) {
        return value(column).map(Object::toString).orElse("");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallRecord record && record.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
