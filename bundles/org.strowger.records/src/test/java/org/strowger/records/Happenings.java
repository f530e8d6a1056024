// SPDX-License-Identifier: Apache-2.0
package org.strowger.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.api.call.Caller;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Leg;
import org.strowger.api.event.CallEvent;
import org.strowger.api.event.CallEvent.Decider;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Flow;
import org.strowger.api.sip.Header;
import org.strowger.api.sip.Transport;

/** The events of one call, one after the other, each so long after its beginning. */
final class Happenings {
    static final Instant BEGAN = Instant.parse("2026-01-31T08:00:00.123Z");
    static final Body ALAW = Body.sdp("v=0\r\nm=audio 4000 RTP/AVP 8 0\r\na=rtpmap:8 PCMA/8000\r\na=sendrecv\r\n");
    static final Body HOLD = Body.sdp("v=0\r\nm=audio 4000 RTP/AVP 8\r\na=sendonly\r\n");

    private final List<CallEvent> events = new ArrayList<>();
    private final String call;
    private Instant now = BEGAN;

    private Happenings(String call) {
        this.call = call;
    }

    /** A call that came in and was claimed and routed. */
    static Happenings call(String call) {
        return offered(call, Optional.empty()).routed();
    }

    static Happenings offered(String call, Optional<String> origin) {
        Happenings made = new Happenings(call);
        Flow flow = new Flow(Transport.TCP, "192.0.2.1", 5070, "tcp");
        made.add(new CallEvent.Offered(call, made.now, "1001", "1002", flow, "sip-" + call, origin));
        made.add(
                new CallEvent.Claimed(call, made.now, new Caller("1001", "Al", "al"), new Decider("registrar", "1.0")));
        return made;
    }

    Happenings routed() {
        return add(new CallEvent.Routed(call, now, "line 7", new Decider("router", "1.0")));
    }

    Happenings after(long millis) {
        now = now.plusMillis(millis);
        return this;
    }

    Happenings add(CallEvent event) {
        events.add(event);
        return this;
    }

    Happenings tried(String destination, String by) {
        return add(new CallEvent.Tried(call, now, destination, new Decider(by, "1.0")));
    }

    Happenings rings() {
        return add(new CallEvent.Ringing(call, now, 180));
    }

    Happenings fails(Cause.By by, int status) {
        return add(new CallEvent.Failed(call, now, Cause.of(by, status)));
    }

    Happenings answers() {
        return add(new CallEvent.Answered(call, now, "udp:192.0.2.2:5060", "sip-b-" + call, Optional.of(ALAW)));
    }

    Happenings changes(Leg.Side by, Body to) {
        return add(new CallEvent.Changed(call, now, by, to));
    }

    Happenings transfers(String to, String other) {
        add(new CallEvent.Linked(other, now, call));
        return add(new CallEvent.Transferring(call, now, "1002", to, other));
    }

    Happenings transferred() {
        return add(new CallEvent.Transferred(call, now));
    }

    Happenings ends(Leg.Side by, Cause.By who, int status, String reason, Header... headers) {
        return add(new CallEvent.Ended(call, now, Optional.ofNullable(by), Cause.of(who, status, headers), reason));
    }

    Happenings hangsUp(Leg.Side by) {
        return ends(by, Cause.By.PEER, 200, "normal");
    }

    /** A call of two seconds that nothing happens to. */
    static Happenings plain(String call) {
        return call(call)
                .tried("1002", "registrar")
                .after(500)
                .rings()
                .after(500)
                .answers()
                .after(2000)
                .hangsUp(Leg.Side.B);
    }

    List<CallEvent> events() {
        return List.copyOf(events);
    }

    List<Entry> entries() {
        return events.stream().map(Entries::of).toList();
    }
}
