// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.media.Media;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.MediaPort;
import org.strowger.api.media.Relay;
import org.strowger.api.sip.Body;
import org.strowger.api.sip.Status;

/** A media bundle without sockets: what passes a relay is marked with the side that it came from. */
final class FakeMedia implements Media {
    private final List<FakeRelay> relays = new ArrayList<>();
    private Runnable whenAsked = () -> {};
    private RuntimeException fault;
    private MediaException refusal;

    /** Whatever passes from now on is refused. */
    void refuse(int status) {
        refusal = new MediaException(Status.of(status), "refused by the test");
    }

    /** Something happens just as the next description passes. */
    void whenAsked(Runnable happens) {
        whenAsked = happens;
    }

    /** Whatever is asked from now on fails. */
    void fail() {
        fault = new IllegalStateException("a bug that the test planted");
    }

    @Override
    public Relay relay(String callId, Map<String, Object> memory) {
        FakeRelay relay = new FakeRelay(callId + " " + memory.getOrDefault("generation", "first"));
        relays.add(relay);
        return relay;
    }

    @Override
    public MediaPort echo(String callId, Map<String, Object> memory) {
        throw new UnsupportedOperationException("no test needs it");
    }

    /** How many relays were made. */
    int relays() {
        return relays.size();
    }

    /** How often each relay was closed, in the order in which they were made. */
    List<Integer> closed() {
        return relays.stream().map(relay -> relay.closed).toList();
    }

    /** The bundle stops, and what it made with it. */
    void stop() {
        relays.forEach(FakeRelay::close);
    }

    /** Of which call each relay is, and what it went on from, in the order in which they were made. */
    List<String> made() {
        return relays.stream().map(relay -> relay.name).toList();
    }

    private final class FakeRelay implements Relay {
        private final String name;
        private int closed;

        FakeRelay(String name) {
            this.name = name;
        }

        @Override
        public Map<String, Object> memory() {
            return Map.of("generation", "after " + name);
        }

        @Override
        public Body pass(Leg.Side from, Body description, LegAddresses sender, LegAddresses receiver)
                throws MediaException {
            Runnable happens = whenAsked;
            whenAsked = () -> {};
            happens.run();
            if (closed > 0) {
                throw new IllegalStateException("the relay is closed");
            }
            if (fault != null) {
                throw fault;
            }
            if (refusal != null) {
                throw refusal;
            }
            if (!description.isSdp()) {
                return description;
            }
            return Body.sdp(from + ">" + description.text());
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
