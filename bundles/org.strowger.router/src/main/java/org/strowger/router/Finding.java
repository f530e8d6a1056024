// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

/**
 * Something that is wrong, or odd, with a table.
 *
 * @param fatal whether the table must not be used
 * @param key the row's key, such as {@code route.20}
 * @param column such as {@code in_to}; empty where it is the row as a whole
 */
record Finding(boolean fatal, String key, String column, String reason) {
    static Finding error(String key, String column, String reason) {
        return new Finding(true, key, column, reason);
    }

    static Finding warning(String key, String column, String reason) {
        return new Finding(false, key, column, reason);
    }

    /** What is wrong within the row. */
    String inRow() {
        return column.isEmpty() ? reason : column + ": " + reason;
    }

    @Override
    public String toString() {
        return key + ": " + inRow();
    }
}
