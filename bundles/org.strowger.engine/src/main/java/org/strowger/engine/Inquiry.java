// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One question about a call, put to one role after another until one has an answer. No role is asked twice, also where the inquiry
 * pauses for a role to come, or because one was late: what a role saw once, such as a nonce, it may not accept again. Confined to the
 * call's executor.
 */
final class Inquiry<S, A> {
    /**
     * What is asked, and whom.
     *
     * @param stage for an explanation
     * @param declined the answers that leave it to the next role
     * @param missing whether somebody who might have an answer is not here
     */
    record Question<S, A>(
            String stage,
            Roles<S> roles,
            Predicate<Role<S>> whom,
            Function<S, A> words,
            Predicate<A> declined,
            BooleanSupplier missing) {}

    /** How a question reaches a role. */
    interface Asking {
        /**
         * @param late the next step where it is late; nothing that follows is run then
         * @return empty where the role failed
         */
        <S, A> Optional<A> ask(Role<S> role, Function<S, A> words, Runnable late);

        /** Whether a role is to be asked now. */
        boolean admits(Role<?> role);

        /** Whether the next role is to be asked after one that was late. */
        boolean goesOn();

        /** Hears what a role said, also that it is not concerned, or {@link #FAILED}. */
        default void heard(String stage, Role<?> role, Object said) {}
    }

    /** Why nobody has an answer. */
    enum Silence {
        /** A role is away, or is being left alone, that might have one: {@link #go} asks it when it is back. */
        MISSING,
        /** A role failed or was late. */
        FAILED,
        /** It is nobody's. */
        NOBODY
    }

    /**
     * How far an inquiry got.
     *
     * @param asked the ids of the services that were asked
     * @param failed whether one of them failed
     */
    record Memory(Set<Long> asked, boolean failed) {
        static final Memory NONE = new Memory(Set.of(), false);

        Map<String, Object> encode() {
            return Map.of("asked", Set.copyOf(asked), "failed", failed);
        }

        static Memory decode(Remembered values) {
            return new Memory(Set.copyOf(values.list("asked", Long.class)), values.get("failed", Boolean.class, false));
        }
    }

    /** What is heard of a role that failed. */
    static final Object FAILED = "it failed";

    private final Question<S, A> question;
    private final Asking asking;
    private final BiConsumer<A, Role<S>> said;
    private final Consumer<Silence> silent;
    private final Set<Long> asked;
    private boolean failed;

    /**
     * @param before how far it got already
     * @param said hears the answer and whose it is
     * @param silent hears why there is none; after {@link Silence#MISSING} it may go again
     */
    Inquiry(
            Question<S, A> question,
            Asking asking,
            Memory before,
            BiConsumer<A, Role<S>> said,
            Consumer<Silence> silent) {
        this.question = question;
        this.asking = asking;
        this.said = said;
        this.silent = silent;
        this.asked = new HashSet<>(before.asked());
        this.failed = before.failed();
    }

    Memory memory() {
        return new Memory(Set.copyOf(asked), failed);
    }

    /** Asks whoever has not been asked yet. The last thing that a step of the call does. */
    void go() {
        List<Role<S>> present;
        Silence silence;
        do {
            present = question.roles().inOrder();
            boolean resting = false;
            for (Role<S> role : present) {
                if (asked.contains(role.id().service()) || !question.whom().test(role)) {
                    continue;
                }
                if (!asking.admits(role)) {
                    asking.heard(question.stage(), role, "rests after failures");
                    resting = true;
                } else if (answers(role)) {
                    return;
                }
            }
            silence = resting || question.missing().getAsBoolean()
                    ? Silence.MISSING
                    : failed ? Silence.FAILED : Silence.NOBODY;
            // one that was missing at the first look may have come before the second
        } while (silence != Silence.MISSING && question.roles().inOrder() != present);
        silent.accept(silence);
    }

    private boolean answers(Role<S> role) {
        asked.add(role.id().service());
        Optional<A> answer = asking.ask(role, question.words(), this::late);
        asking.heard(question.stage(), role, answer.<Object>map(some -> some).orElse(FAILED));
        if (answer.isEmpty()) {
            failed = true;
        } else if (!question.declined().test(answer.get())) {
            said.accept(answer.get(), role);
            return true;
        }
        return false;
    }

    private void late() {
        failed = true;
        if (asking.goesOn()) {
            go();
        }
    }
}
