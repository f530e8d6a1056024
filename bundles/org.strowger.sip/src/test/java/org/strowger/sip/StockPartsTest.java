// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.Map;
import org.junit.jupiter.api.Nested;

/** What is ours in place of a part of the stack does on the wire what the stack's own does: the same tests, with the stack's own. */
class StockPartsTest {
    private static final Map<String, Object> STOCK =
            Map.of("patience", 1000, "stock", "timer, cancel, sending, parser");

    @Nested
    class Incoming extends IncomingCallTest {
        @Override
        Map<String, Object> settings() {
            return STOCK;
        }
    }

    @Nested
    class Outgoing extends OutgoingCallTest {
        @Override
        Map<String, Object> settings() {
            return STOCK;
        }
    }

    @Nested
    class OutOfDialog extends RequestsTest {
        @Override
        Map<String, Object> settings() {
            return STOCK;
        }
    }
}
