// SPDX-License-Identifier: Apache-2.0
package org.strowger.outbound;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegInfo;
import org.strowger.api.dial.DialRequest;

/**
 * What is known of an attempt whose call was begun: it lies on the leg when the dialler is replaced.
 *
 * @param callId the Call-ID that it is known by
 * @param state never {@link DialState#WAITING}
 * @param invited whether listeners heard of an INVITE
 * @param forgotten whether nobody is to hear of it any more, and an answer is to be ended
 * @param onward the leg to the called party, as last heard of
 * @param answer the session description of the 2xx
 */
record DialMemory(
        Particulars particulars,
        String callId,
        Description offer,
        DialState state,
        boolean invited,
        boolean forgotten,
        Optional<LegInfo> onward,
        String answer) {
    private static final String KEY = "org.strowger.outbound.dial";
    private static final int FORMAT = 1;

    Map<String, Object> encode() {
        Map<String, Object> map = new HashMap<>();
        map.put(KEY, FORMAT);
        map.put("request", particulars.request());
        map.put("callId", callId);
        map.put("since", particulars.since());
        map.put("from", particulars.from());
        map.put("offer", offer.text());
        map.put("keys", offer.keys().inline());
        map.put("state", state.name());
        map.put("invited", invited);
        map.put("forgotten", forgotten);
        onward.ifPresent(leg -> map.put("onward", leg));
        map.put("answer", answer);
        return Map.copyOf(map);
    }

    /** @throws RuntimeException where what lies on the leg is none, or of another format */
    static DialMemory of(Leg leg) {
        Map<String, Object> map = leg.memory();
        if (!Integer.valueOf(FORMAT).equals(map.get(KEY))) {
            throw new IllegalArgumentException("format " + map.get(KEY) + ", and this dialler reads " + FORMAT);
        }
        List<String> keys =
                ((List<?>) map.get("keys")).stream().map(String.class::cast).toList();
        return new DialMemory(
                new Particulars((DialRequest) map.get("request"), (Instant) map.get("since"), (String) map.get("from")),
                (String) map.get("callId"),
                new Description((String) map.get("offer"), new Keys(keys)),
                DialState.valueOf((String) map.get("state")),
                (Boolean) map.get("invited"),
                (Boolean) map.get("forgotten"),
                Optional.ofNullable((LegInfo) map.get("onward")),
                (String) map.get("answer"));
    }
}
