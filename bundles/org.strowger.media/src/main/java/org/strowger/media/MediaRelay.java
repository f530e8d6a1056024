// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.strowger.api.call.Leg;
import org.strowger.api.call.LegAddresses;
import org.strowger.api.media.MediaException;
import org.strowger.api.media.Relay;
import org.strowger.api.sip.Body;

/**
 * The relay of one call: for each stream of its descriptions, by the number of the m= line, ports that stay the same
 * until the call ends. Both sides' ports are taken with the offer: none can be missing when somebody has answered.
 */
final class MediaRelay implements Relay {
    static final String KIND = "relay";

    private static final Set<String> SIDES = Set.of(Leg.Side.A.name(), Leg.Side.B.name());

    /** More streams than any phone offers, and few enough that one INVITE cannot take the range. */
    private static final int MAX_STREAMS = 8;

    private final Holding holding;
    private final long epochSecond;
    private final List<RelayStream> streams = new ArrayList<>();
    /** By side and our address for it: phones that ring at once may each see another. */
    private final Map<String, Origin> origins = new HashMap<>();

    MediaRelay(Holding holding, long epochSecond) {
        this.holding = holding;
        this.epochSecond = epochSecond;
    }

    /**
     * Goes on where an earlier relay has ended.
     *
     * @throws IllegalArgumentException where the memory cannot be read; then nothing was opened
     */
    static MediaRelay resume(Holding holding, long epochSecond, Memory memory) {
        MediaRelay relay = new MediaRelay(holding, epochSecond);
        List<PairMemory> pairs =
                memory.parts("pairs").stream().map(PairMemory::of).toList();
        for (PairMemory pair : pairs) {
            if (!SIDES.contains(pair.facing()) || pair.stream() >= MAX_STREAMS) {
                throw new IllegalArgumentException("stream " + pair.stream() + " facing " + pair.facing());
            }
        }
        for (Memory origin : memory.parts("origins")) {
            relay.origins.put(
                    origin.get("receiver", String.class), new Origin(holding.callId(), origin.part("origin")));
        }
        pairs.forEach(pair -> relay.stream(pair.stream()).resume(pair));
        return relay;
    }

    @Override
    public synchronized Body pass(Leg.Side from, Body description, LegAddresses sender, LegAddresses receiver)
            throws MediaException {
        if (!description.isSdp()) {
            return description;
        }
        Sdp sdp = Sdp.parse(description);
        if (sdp.media().size() > MAX_STREAMS) {
            throw Sdp.unreadable(sdp.media().size() + " streams, and the limit is " + MAX_STREAMS);
        }
        End near = End.of(from.name(), sender);
        End far = End.of(from.other().name(), receiver);
        int[] ports = take(sdp, near, far);
        for (int i = 0; i < ports.length; i++) {
            stream(i).described(near, far, sdp.media().get(i));
        }
        List<String> lines = SdpMask.lines(sdp, receiver.advertised(), ports);
        return origin(far.name() + " " + receiver.advertised())
                .sign(description.contentType(), lines, receiver.advertised());
    }

    @Override
    public synchronized Map<String, Object> memory() {
        List<Map<String, Object>> pairs = streams.stream()
                .flatMap(stream -> stream.memory().stream())
                .map(PairMemory::values)
                .toList();
        List<Map<String, Object>> signed = new ArrayList<>();
        origins.forEach((receiver, origin) -> signed.add(Map.of("receiver", receiver, "origin", origin.values())));
        return holding.memory(KIND, Map.of("pairs", pairs, "origins", List.copyOf(signed)));
    }

    @Override
    public void close() {
        holding.close();
    }

    /** The ports that the other side is to see, all of them or none. */
    private int[] take(Sdp sdp, End near, End far) throws MediaException {
        int[] ports = new int[sdp.media().size()];
        List<PortPair> fresh = new ArrayList<>();
        try {
            for (int i = 0; i < ports.length; i++) {
                if (sdp.media().get(i).relayed()) {
                    stream(i).pair(near, far, fresh);
                    ports[i] = stream(i).pair(far, near, fresh).port();
                }
            }
            return ports;
        } catch (MediaException e) {
            streams.forEach(stream -> stream.forget(fresh));
            holding.release(fresh);
            throw e;
        }
    }

    private RelayStream stream(int index) {
        while (streams.size() <= index) {
            streams.add(new RelayStream(streams.size(), holding));
        }
        return streams.get(index);
    }

    private Origin origin(String receiver) {
        return origins.computeIfAbsent(receiver, key -> new Origin(holding.callId(), epochSecond));
    }
}
