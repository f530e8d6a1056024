// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.strowger.api.call.Leg;
import org.strowger.api.call.Offer;
import org.strowger.api.sip.Body;

/**
 * A call's record as it lies on its leg a between two engines: whatever the next one must know, in values of the platform and of the
 * api, so that neither keeps the other's classes. A reader takes a key that is missing for what it was before the key was invented, and
 * ignores one that it does not know; {@link #FORMAT} changes only where that would be wrong.
 *
 * @param facts what an operator sees of the call
 * @param inquiry OFFERED: how far the question of the stage at hand got
 * @param patience until when the call waits for a role; empty where it does not
 * @param attempt RINGING: what rings; empty where one answered and the call waits for media
 * @param won the description of the leg that answered
 * @param bridge TALKING: what is under way between the legs
 * @param custodies the ends that applications serve
 * @param kept the leg that the record lies on, where a transfer made it another than the offer's
 * @param transfer TALKING: the transfer that is under way
 * @param turns the places that the call takes, and whom it tries next
 * @param hunting OFFERED and RINGING: what is tried in place of one destination
 */
record CallMemory(
        Offer offer,
        Facts facts,
        Inquiry.Memory inquiry,
        Optional<Instant> patience,
        Descriptions.Memory descriptions,
        Optional<Attempt.Memory> attempt,
        Optional<Body> won,
        Bridge.Memory bridge,
        List<Custody.Memory> custodies,
        Optional<Leg> kept,
        Optional<Transfer.Memory> transfer,
        Turns.Memory turns,
        Hunting.Memory hunting) {
    /** The key that says that a leg's memory is a call, and in which format. */
    private static final String KEY = "org.strowger.engine.call";

    private static final int FORMAT = 1;

    /** What there is to know of a call that has not begun. */
    static CallMemory of(Offer offer, Instant began, List<Custody.Memory> custodies) {
        return new CallMemory(
                offer,
                Facts.at(began),
                Inquiry.Memory.NONE,
                Optional.empty(),
                Descriptions.Memory.NONE,
                Optional.empty(),
                Optional.empty(),
                Bridge.Memory.NONE,
                custodies,
                Optional.empty(),
                Optional.empty(),
                Turns.Memory.NONE,
                Hunting.Memory.NONE);
    }

    /** The same of a call whose caller is known already. */
    CallMemory claimed(Facts.Claimed caller) {
        return new CallMemory(
                offer,
                facts.claimed(caller),
                inquiry,
                patience,
                descriptions,
                attempt,
                won,
                bridge,
                custodies,
                kept,
                transfer,
                turns,
                hunting);
    }

    /** Whether a call lies on a leg. */
    static boolean liesOn(Leg leg) {
        return leg.memory().containsKey(KEY);
    }

    /** The executor of a call that cannot be read; where even that is not there, nobody else has it either. */
    static Executor executor(Leg leg) {
        return leg.memory().get("offer") instanceof Offer offer ? offer.executor() : Runnable::run;
    }

    Map<String, Object> encode() {
        Map<String, Object> map = new HashMap<>();
        map.put(KEY, FORMAT);
        map.put("offer", offer);
        map.put("facts", facts.encode());
        map.put("inquiry", inquiry.encode());
        patience.ifPresent(moment -> map.put("patience", moment));
        map.put("media", descriptions.encode());
        attempt.ifPresent(some -> map.put("ringing", some.encode()));
        won.ifPresent(body -> map.put("won", body));
        map.put("bridge", bridge.encode());
        map.put("applications", custodies.stream().map(Custody.Memory::encode).toList());
        kept.ifPresent(leg -> map.put("kept", leg));
        transfer.ifPresent(some -> map.put("transfer", some.encode()));
        map.put("turns", turns.encode());
        map.put("hunting", hunting.encode());
        return Map.copyOf(map);
    }

    /** @throws RuntimeException where it cannot be read */
    static CallMemory decode(Map<String, Object> memory) {
        Remembered values = new Remembered(memory);
        int format = values.get(KEY, Integer.class, 0);
        if (format != FORMAT) {
            throw new IllegalArgumentException("a call in format " + format + ", and this engine reads " + FORMAT);
        }
        Facts facts = Facts.decode(values.inner("facts").orElseThrow(() -> new IllegalArgumentException("no facts")));
        return new CallMemory(
                values.find("offer", Offer.class).orElseThrow(() -> new IllegalArgumentException("no offer")),
                facts,
                values.inner("inquiry").map(Inquiry.Memory::decode).orElse(Inquiry.Memory.NONE),
                values.find("patience", Instant.class),
                values.inner("media").map(Descriptions.Memory::decode).orElse(Descriptions.Memory.NONE),
                values.inner("ringing").map(Attempt.Memory::decode),
                values.find("won", Body.class),
                values.inner("bridge").map(Bridge.Memory::decode).orElse(Bridge.Memory.NONE),
                values.inners("applications").stream()
                        .map(Custody.Memory::decode)
                        .toList(),
                values.find("kept", Leg.class),
                values.inner("transfer").map(Transfer.Memory::decode),
                values.inner("turns").map(Turns.Memory::decode).orElse(Turns.Memory.NONE),
                values.inner("hunting").map(Hunting.Memory::decode).orElse(Hunting.Memory.NONE));
    }
}
