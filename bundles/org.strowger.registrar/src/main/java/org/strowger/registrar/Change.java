// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.util.List;
import org.strowger.api.sip.SipReply;

/** What a REGISTER does to the bindings of its account: all of it or nothing. */
sealed interface Change {
    /** These are the bindings from now on. */
    record Bind(List<Binding> bindings) implements Change {
        public Bind {
            bindings = List.copyOf(bindings);
        }
    }

    /** They stay as they are. */
    record Refuse(SipReply reply) implements Change {}
}
