// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.strowger.api.sip.Body;

/**
 * The o= line that one peer sees. We are that peer's session, whoever is behind us: the identity stays when the other
 * end changes (early media of one phone, then the answer of another), and the version counts one up with each change
 * (RFC 3264 section 8). It begins with the time, so that it grows even where a newer relay takes the call over without a
 * memory of what was.
 */
final class Origin {
    private final long id;
    private long version;
    private long shown;

    Origin(String callId, long epochSecond) {
        this.id = Integer.toUnsignedLong(callId.hashCode());
        this.version = epochSecond;
    }

    /** One that goes on where another has ended. */
    Origin(String callId, Memory memory) {
        this(callId, memory.get("version", Long.class));
        shown = memory.get("shown", Long.class);
    }

    Map<String, Object> values() {
        return Map.of("version", version, "shown", shown);
    }

    /** Puts the o= line into lines that have none, behind the v= that begins them. */
    Body sign(String contentType, List<String> lines, String advertised) {
        // A hash, for the text itself would be a kilobyte for each leg.
        long now = 31L * lines.hashCode() + lines.size();
        if (now != shown) {
            version++;
            shown = now;
        }
        List<String> signed = new ArrayList<>(lines);
        signed.add(1, "o=- " + id + " " + version + " " + Addresses.sdp(advertised));
        return Sdp.body(contentType, signed);
    }
}
