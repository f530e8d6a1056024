// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an agent has dialled.
 *
 * @param queues those that have this code
 * @param reason of a pause
 */
record Code(Kind kind, List<Queue> queues, String reason) {
    /** What a code does. */
    enum Kind {
        LOGIN(Queue.Codes::login),
        LOGOUT(Queue.Codes::logout),
        PAUSE(Queue.Codes::pause),
        RESUME(Queue.Codes::resume);

        private final Function<Queue.Codes, String> digits;

        Kind(Function<Queue.Codes, String> digits) {
            this.digits = digits;
        }
    }

    /** The code that a number is, for callers of a role. Asked for every call of the exchange. */
    static Optional<Code> find(Collection<Queue> queues, String number, String role) {
        for (Kind kind : Kind.values()) {
            for (Queue queue : queues) {
                if (has(kind, queue, number, role)) {
                    List<Queue> having = queues.stream()
                            .filter(each -> has(kind, each, number, role))
                            .toList();
                    return Optional.of(new Code(
                            kind, having, reason(kind, queue.codes(), number).orElseThrow()));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean has(Kind kind, Queue queue, String number, String role) {
        return reason(kind, queue.codes(), number).isPresent() && admits(queue.codes(), role);
    }

    /** A role is named by its name or its kind, as by the router. */
    private static boolean admits(Queue.Codes codes, String role) {
        return codes.roles().contains(role)
                || role.contains("-") && codes.roles().contains(role.substring(0, role.indexOf('-')));
    }

    /** The reason of a pause, empty for other codes and for one without; nothing where the number is not this code. */
    private static Optional<String> reason(Kind kind, Queue.Codes codes, String number) {
        String code = kind.digits.apply(codes);
        if (code.isEmpty() || !number.startsWith(code)) {
            return Optional.empty();
        }
        String rest = number.substring(code.length());
        return rest.isEmpty()
                ? Optional.of("")
                : kind == Kind.PAUSE ? Optional.ofNullable(codes.reasons().get(rest)) : Optional.empty();
    }
}
