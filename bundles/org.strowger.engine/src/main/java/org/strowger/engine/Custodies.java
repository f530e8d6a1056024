// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** The ends of one call that applications serve: of the one that made it, of the one that it was made to, or none. */
final class Custodies {
    private final Function<Custody.Memory, Custody> making;
    private final Consumer<Runnable> then;
    private volatile List<Custody> all;

    /** @param then runs a step of the call after the one at hand */
    Custodies(List<Custody.Memory> memory, Function<Custody.Memory, Custody> making, Consumer<Runnable> then) {
        this.making = making;
        this.then = then;
        this.all = memory.stream().map(making).toList();
    }

    List<Custody.Memory> memory() {
        return all.stream().map(Custody::memory).toList();
    }

    Custody add(Custody.Memory memory) {
        Custody added = making.apply(memory);
        List<Custody> next = new ArrayList<>(all);
        next.add(added);
        all = List.copyOf(next);
        return added;
    }

    /** The application that the call was made to serves it no longer. */
    void dropAnswering() {
        all.stream().filter(custody -> !custody.originated()).forEach(Custody::stop);
        all = all.stream().filter(Custody::originated).toList();
    }

    void resume() {
        all.forEach(custody -> then.accept(custody::resume));
    }

    void stop() {
        all.forEach(Custody::stop);
    }

    /** An application came that may serve a leg that was left. Any thread. */
    void came(String role) {
        of(role).forEach(custody -> then.accept(custody::came));
    }

    /** A service went whose role may have served a leg. Any thread. */
    void went(RoleId id) {
        of(id.name()).forEach(custody -> then.accept(() -> custody.went(id.service())));
    }

    private List<Custody> of(String role) {
        return all.stream().filter(custody -> custody.role().equals(role)).toList();
    }
}
