// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.strowger.api.call.Leg;
import org.strowger.api.media.MediaException;

/**
 * One stream of a relayed call. What the pair facing A hears leaves by the pair facing B, and back. Phones that ring at
 * once may be reached from different local addresses: each such address has a pair, and of a side's pairs the one that
 * was described last is spoken to. Changed on the call's executor, read by the loop.
 */
final class RelayStream {
    private final int index;
    private final Holding holding;
    private final List<PortPair> pairs = new CopyOnWriteArrayList<>();
    private final Map<String, PortPair> spokenTo = new ConcurrentHashMap<>();

    RelayStream(int index, Holding holding) {
        this.index = index;
        this.holding = holding;
    }

    /** The pair that faces an end; opened if need be, and then added to {@code fresh}. */
    PortPair pair(End end, End opposite, Collection<PortPair> fresh) throws MediaException {
        for (PortPair pair : pairs) {
            if (pair.faces(end)) {
                return pair;
            }
        }
        PortPair opened = holding.open(end, index);
        join(opened, opposite.name());
        fresh.add(opened);
        return opened;
    }

    /** Takes a pair up again that an earlier relay had. Where its ports are lost, descriptions to come open others. */
    void resume(PairMemory before) {
        String opposite = Leg.Side.valueOf(before.facing()).other().name();
        holding.reopen(before).ifPresent(pair -> {
            join(pair, opposite);
            if (before.spokenTo()) {
                spokenTo.put(pair.facing(), pair);
            }
        });
    }

    /** What another stream needs to go on from here. Any thread. */
    List<PairMemory> memory() {
        return pairs.stream()
                .map(pair -> PairMemory.of(pair, pair == spokenTo.get(pair.facing())))
                .toList();
    }

    /** Forgets pairs that could not be used. */
    void forget(Collection<PortPair> some) {
        pairs.removeAll(some);
    }

    /** An end has described the stream, which has its pairs. */
    void described(End from, End to, SdpMedia media) {
        for (PortPair pair : pairs) {
            if (!media.relayed() && pair.facing().equals(from.name())) {
                pair.mute();
            } else if (media.relayed() && pair.faces(from)) {
                pair.signal(media, from.peer());
                spokenTo.put(from.name(), pair);
            } else if (pair.faces(to)) {
                pair.expect(to.peer(), media.rtp());
            }
        }
    }

    private void join(PortPair pair, String opposite) {
        pair.rtp().listen(packet -> send(opposite, PortPair::rtp, packet));
        pair.rtcp().listen(packet -> send(opposite, PortPair::rtcp, packet));
        pairs.add(pair);
    }

    private void send(String to, Function<PortPair, Lane> lane, ByteBuffer packet) {
        PortPair pair = spokenTo.get(to);
        if (pair != null) {
            lane.apply(pair).send(packet);
        }
    }
}
