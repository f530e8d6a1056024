// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.strowger.api.call.Cause;
import org.strowger.api.call.Stage;
import org.strowger.api.call.Stage.Failure;

/** The stages of one destination that are tried one after the other, as a role has laid them out. Confined to the call's executor. */
final class Hunting {
    /**
     * How far it got.
     *
     * @param now what is tried; empty where a destination is tried as it is
     * @param ahead what may follow
     * @param role the role that laid it out
     * @param asked the callouts that need not be asked again for the destination itself
     * @param told what the caller would hear of the stages before
     */
    record Memory(Optional<Stage> now, List<Stage> ahead, RoleId role, Inquiry.Memory asked, Optional<Cause> told) {
        static final Memory NONE =
                new Memory(Optional.empty(), List.of(), RoleId.NOBODY, Inquiry.Memory.NONE, Optional.empty());

        Map<String, Object> encode() {
            Map<String, Object> map = new HashMap<>();
            now.ifPresent(stage -> map.put("now", stage));
            map.put("ahead", List.copyOf(ahead));
            map.put("role", role.encode());
            map.put("asked", asked.encode());
            told.ifPresent(cause -> map.put("told", cause));
            return Map.copyOf(map);
        }

        static Memory decode(Remembered values) {
            return new Memory(
                    values.find("now", Stage.class),
                    values.list("ahead", Stage.class),
                    values.inner("role").map(RoleId::decode).orElse(RoleId.NOBODY),
                    values.inner("asked").map(Inquiry.Memory::decode).orElse(Inquiry.Memory.NONE),
                    values.find("told", Cause.class));
        }
    }

    private Memory memory;

    Hunting(Memory memory) {
        this.memory = memory;
    }

    Memory memory() {
        return memory;
    }

    /** What is tried; empty where a destination is tried as it is. */
    Optional<Stage> stage() {
        return memory.now();
    }

    RoleId role() {
        return memory.role();
    }

    /** The callouts that need not be asked again. */
    Inquiry.Memory asked() {
        return memory.asked();
    }

    /** These stages come before what lay ahead; the first of them is taken now. */
    void begin(List<Stage> stages, RoleId role, Inquiry.Memory asked) {
        List<Stage> ahead = new ArrayList<>(stages.subList(1, stages.size()));
        ahead.addAll(memory.ahead());
        memory = new Memory(Optional.of(stages.get(0)), ahead, role, asked, memory.told());
    }

    /** Whether a stage may follow the one at hand. */
    boolean mayGoOn() {
        return memory.now().filter(stage -> !stage.last()).isPresent()
                && !memory.ahead().isEmpty();
    }

    /**
     * The stage at hand failed, and the next that is for this is taken.
     *
     * @return whether there is one
     */
    boolean goesOn(Cause cause, boolean rang) {
        if (memory.now().isEmpty()) {
            return false;
        }
        Optional<Cause> told = Optional.of(told(cause));
        Failure failure = failure(cause, rang);
        List<Stage> ahead = new ArrayList<>(mayGoOn() ? memory.ahead() : List.of());
        while (!ahead.isEmpty()) {
            Stage next = ahead.remove(0);
            if (next.after().contains(failure)) {
                memory = new Memory(Optional.of(next), ahead, memory.role(), memory.asked(), told);
                return true;
            }
        }
        return false;
    }

    /** What the caller hears where this was the last: that a diversion leads nowhere says less than why there was one. */
    Cause told(Cause last) {
        int code = last.status().code();
        return code == 482 || code == 483 ? memory.told().orElse(last) : last;
    }

    /** Another destination's turn. */
    void over() {
        memory = Memory.NONE;
    }

    static Failure failure(Cause cause, boolean rang) {
        return switch (cause.status().code()) {
            case 486, 600, 603 -> Failure.BUSY;
            case 408 -> rang ? Failure.NO_ANSWER : Failure.SILENT;
            case 480, 487 -> rang ? Failure.NO_ANSWER : Failure.UNREACHABLE;
            default -> Failure.UNREACHABLE;
        };
    }
}
