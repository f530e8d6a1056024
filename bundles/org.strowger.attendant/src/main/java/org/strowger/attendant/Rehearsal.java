// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.strowger.api.media.AudioEvent;
import org.strowger.api.media.Sound;

/** Walks keys through the menus as a visit does, at a given moment, and writes down what is done. Nobody is called. */
final class Rehearsal implements Visit.Stage {
    /**
     * What was done.
     *
     * @param after the key, {@code arrives}, or {@code waits} where the caller presses nothing more
     */
    record Step(String after, String done) {}

    private static final int LONGEST = 200;

    private final List<Step> steps = new ArrayList<>();
    private final Visit visit;
    private final Instant at;
    private String after = "arrives";
    private boolean timed;

    private Rehearsal(Map<String, Menu> menus, String menu, Instant at) {
        this.at = at;
        this.visit = new Visit(menus, menu, at, this);
    }

    /** What becomes of a caller who presses these keys, and then none. */
    static List<Step> of(Map<String, Menu> menus, String menu, String keys, Instant at) {
        Rehearsal rehearsal = new Rehearsal(menus, menu, at);
        rehearsal.visit.begin();
        rehearsal.hear();
        for (char key : keys.toCharArray()) {
            rehearsal.after = String.valueOf(key);
            rehearsal.visit.key(key);
            rehearsal.hear();
        }
        rehearsal.wait(keys.isEmpty());
        return List.copyOf(rehearsal.steps);
    }

    /** Time passes: until the keys that were pressed mean something, or for as long as it takes where none were. */
    private void wait(boolean toTheEnd) {
        after = "waits";
        while (visit.phase() == Visit.Phase.ASKING && steps.size() < LONGEST) {
            boolean before = timed;
            timed = false;
            if (before) {
                visit.late(Visit.Timer.KEY);
                hear();
            } else if (toTheEnd) {
                visit.played(AudioEvent.End.WHOLE);
            } else {
                return;
            }
        }
    }

    /** What is told on the way is heard to its end. */
    private void hear() {
        while (visit.phase() == Visit.Phase.TOLD && steps.size() < LONGEST) {
            visit.played(AudioEvent.End.WHOLE);
        }
    }

    private void step(String done) {
        steps.add(new Step(after, done));
    }

    @Override
    public Instant now() {
        return at;
    }

    @Override
    public void play(List<Sound> sounds, String language, boolean untilKey) {
        List<Sound> spoken =
                sounds.stream().filter(sound -> !(sound instanceof Sound.Tone)).toList();
        step("play " + Sounds.text(spoken) + " (" + language + ")" + (untilKey ? ", keys wanted" : ""));
    }

    @Override
    public void in(Visit.Timer timer, Duration time) {
        timed |= timer == Visit.Timer.KEY;
    }

    @Override
    public void cancel(Visit.Timer timer) {
        timed &= timer != Visit.Timer.KEY;
    }

    @Override
    public void dial(String number) {
        step("dial " + number);
    }

    @Override
    public void giveUp() {
        step("give up");
    }

    @Override
    public void connect() {
        step("connect");
    }

    @Override
    public void hangup() {
        step("hangup");
    }
}
