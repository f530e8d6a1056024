// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

import java.util.Optional;

/** What a code that a phone dials does to the settings of its account. */
enum Code {
    ALWAYS_ON("always.on", "*72", Kind.ALWAYS, true),
    ALWAYS_OFF("always.off", "*73", Kind.ALWAYS, false),
    QUIET_ON("quiet.on", "*78", null, true),
    QUIET_OFF("quiet.off", "*79", null, false),
    BUSY_ON("busy.on", "*90", Kind.BUSY, true),
    BUSY_OFF("busy.off", "*91", Kind.BUSY, false),
    NO_ANSWER_ON("no.answer.on", "*92", Kind.NO_ANSWER, true),
    NO_ANSWER_OFF("no.answer.off", "*93", Kind.NO_ANSWER, false),
    UNREACHABLE_ON("unreachable.on", "*94", Kind.UNREACHABLE, true),
    UNREACHABLE_OFF("unreachable.off", "*95", Kind.UNREACHABLE, false);

    private final String key;
    private final String standard;
    private final Optional<Kind> kind;
    private final boolean on;

    Code(String key, String standard, Kind kind, boolean on) {
        this.key = "code." + key;
        this.standard = standard;
        this.kind = Optional.ofNullable(kind);
        this.on = on;
    }

    /** The key by which it is configured. */
    String key() {
        return key;
    }

    /** What is dialled where nothing is configured. */
    String standard() {
        return standard;
    }

    /** Whether a number follows it: the one to divert to. */
    boolean takesNumber() {
        return on && kind.isPresent();
    }

    /**
     * The settings after it.
     *
     * @param number what followed it
     * @throws IllegalArgumentException with the reason, where that cannot be
     */
    Profile on(Profile before, String number) {
        return kind.map(which -> before.with(which, on ? number : "")).orElseGet(() -> before.withQuiet(on));
    }

    /** The prompt that says that it is done. */
    String prompt() {
        return kind.isPresent() ? on ? "forward/on" : "forward/off" : on ? "forward/quiet" : "forward/heard";
    }
}
