// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.util.List;

/** Where records are brought. May be slow, and may fail. One thread. */
interface Sink extends AutoCloseable {
    /** As logs and the console call it. */
    String name();

    /** The number of the last record that it has for good; 0 where it has none. */
    long last() throws Exception;

    /** Takes records, all of them or none, whose numbers are higher than {@link #last}. */
    void write(List<CallRecord> records) throws Exception;

    @Override
    void close() throws Exception;
}
