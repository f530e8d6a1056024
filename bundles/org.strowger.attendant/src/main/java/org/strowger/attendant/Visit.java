// SPDX-License-Identifier: Apache-2.0
package org.strowger.attendant;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.strowger.api.media.AudioEvent;
import org.strowger.api.media.Sound;

/**
 * One caller's way through the menus, as they were when he came: what each key, each silence and each outcome leads to. The state machine is
 * drawn in the README. What is to be done goes to a {@link Stage}, which tells what came of it. Confined to the call's executor.
 */
final class Visit {
    /** Where the caller is. */
    enum Phase {
        /** A prompt plays, or keys are waited for. */
        ASKING,
        /** Something is played on the way to something else. */
        TOLD,
        /** Somebody is being called. */
        DIALLING,
        /** Somebody has answered. */
        TALKING,
        /** The call was hung up. */
        OVER
    }

    /** What can be late. */
    enum Timer {
        /** The next key. */
        KEY,
        /** The end of the visit. */
        VISIT,
        /** An answer. */
        RING
    }

    /** Who does what is to be done. */
    interface Stage {
        Instant now();

        /** Plays; {@link Visit#played} follows unless something else is played. */
        void play(List<Sound> sounds, String language, boolean untilKey);

        /** Calls {@link Visit#late} then, and no longer what was set before. */
        void in(Timer timer, Duration time);

        void cancel(Timer timer);

        /** Calls somebody: {@link Visit#answered} or {@link Visit#left} follows. */
        void dial(String number);

        /** Takes back a call that nobody has answered. */
        void giveUp();

        /** Lets the two talk. */
        void connect();

        void hangup();
    }

    private static final int MOST_AHEAD = 32;
    private static final int DEEPEST = 32;

    /** No prompt that shows a caller out is longer, or it is not heard to the end. */
    private static final Duration LEAVE_TAKING = Duration.ofMinutes(2);

    private final Map<String, Menu> menus;
    private final Stage stage;
    private final List<String> path = new ArrayList<>();
    private final Deque<Character> ahead = new ArrayDeque<>();
    private final Deque<Action> rest = new ArrayDeque<>();
    private final Instant began;
    private Phase phase = Phase.TOLD;
    private String digits = "";
    private int invalid;
    private int silent;
    private boolean leaving;
    private boolean waiting;
    private Instant dialled = Instant.EPOCH;

    /** @param root the menu that was called */
    Visit(Map<String, Menu> menus, String root, Instant began, Stage stage) {
        this.menus = menus;
        this.began = began;
        this.stage = stage;
        path.add(root);
    }

    Phase phase() {
        return phase;
    }

    /** The caller is here. */
    void begin() {
        stage.in(Timer.VISIT, root().visitMax());
        enter();
    }

    private Menu root() {
        return menus.get(path.get(0));
    }

    private Menu menu() {
        return menus.get(path.get(path.size() - 1));
    }

    private void enter() {
        invalid = 0;
        silent = 0;
        if (menu().hours().open(stage.now())) {
            ask(menu().prompts().first());
        } else {
            run(menu().onClosed(), true);
        }
    }

    private void ask(List<Sound> sounds) {
        digits = "";
        rest.clear();
        if (!stage.now().isBefore(began.plus(root().visitMax()))) {
            run(root().onVisit(), true);
            return;
        }
        phase = Phase.ASKING;
        waiting = false;
        if (ahead.isEmpty()) {
            stage.play(sounds, menu().language(), true);
        }
        while (phase == Phase.ASKING && !ahead.isEmpty()) {
            press(ahead.poll());
        }
    }

    /** The caller has pressed a key. */
    void key(char key) {
        if (phase == Phase.ASKING) {
            press(key);
        } else if (phase == Phase.TOLD && ahead.size() < MOST_AHEAD) {
            ahead.add(key);
        }
    }

    private void press(char key) {
        waiting = false;
        stage.cancel(Timer.KEY);
        Menu.Match before = menu().match(digits);
        boolean whole = before == Menu.Match.WHOLE && !digits.isEmpty();
        if (key == '#' && whole && menu().match(digits + key) == Menu.Match.NONE) {
            run(menu().actions(digits), false);
            return;
        }
        digits += key;
        switch (menu().match(digits)) {
            case UNIQUE -> run(menu().actions(digits), false);
            case WHOLE, PART -> await(menu().nextDigit());
            case NONE -> wrong(menu().prompts().invalid());
        }
    }

    private void await(Duration time) {
        waiting = true;
        stage.in(Timer.KEY, time);
    }

    private void wrong(List<Sound> why) {
        ahead.clear();
        if (++invalid >= menu().invalidMax()) {
            run(menu().onInvalid(), true);
        } else {
            ask(Stream.concat(why.stream(), menu().prompts().again().stream()).toList());
        }
    }

    /** What was played is over. */
    void played(AudioEvent.End end) {
        if (phase == Phase.ASKING && end != AudioEvent.End.KEY && digits.isEmpty()) {
            await(menu().firstDigit());
        } else if (phase == Phase.TOLD) {
            next();
        }
    }

    /** Time has run out. */
    void late(Timer timer) {
        switch (timer) {
            case KEY -> noKey();
            case RING -> {
                if (phase == Phase.DIALLING) {
                    stage.giveUp();
                }
            }
            case VISIT -> {
                if (leaving && phase == Phase.TOLD) {
                    over();
                } else if (phase == Phase.ASKING || phase == Phase.TOLD) {
                    stage.cancel(Timer.KEY);
                    run(root().onVisit(), true);
                }
            }
        }
    }

    private void noKey() {
        if (phase != Phase.ASKING) {
            return;
        }
        if (!digits.isEmpty()) {
            if (menu().match(digits) == Menu.Match.WHOLE) {
                run(menu().actions(digits), false);
            } else {
                wrong(menu().prompts().invalid());
            }
        } else if (++silent >= menu().silentMax()) {
            run(menu().onSilent(), true);
        } else {
            ask(menu().prompts().again());
        }
    }

    /** @param last whether the caller is being shown out, unless it is to another menu */
    private void run(List<Action> actions, boolean last) {
        digits = "";
        waiting = false;
        rest.clear();
        rest.addAll(actions);
        leaving = last && !(actions.get(actions.size() - 1) instanceof Action.Go);
        if (leaving) {
            ahead.clear();
            stage.in(Timer.VISIT, LEAVE_TAKING);
        }
        next();
    }

    private void next() {
        Action action = rest.poll();
        if (action instanceof Action.Play play) {
            phase = Phase.TOLD;
            stage.play(play.sounds(), menu().language(), false);
        } else if (action instanceof Action.Dial dial) {
            dial(dial.number());
        } else if (action instanceof Action.Go go) {
            if (path.size() == DEEPEST) {
                path.remove(1);
            }
            path.add(go.menu());
            enter();
        } else if (action == Action.Plain.HANGUP || action == null && leaving) {
            over();
        } else {
            turn(action);
        }
    }

    private void turn(Action action) {
        if (action == Action.Plain.BACK && path.size() > 1) {
            path.remove(path.size() - 1);
            enter();
        } else if (action == Action.Plain.TOP && path.size() > 1) {
            path.subList(1, path.size()).clear();
            enter();
        } else {
            ask(menu().prompts().again());
        }
    }

    private void dial(String number) {
        phase = Phase.DIALLING;
        dialled = stage.now();
        ahead.clear();
        List<Sound> sounds = new ArrayList<>(menu().prompts().connecting());
        sounds.add(new Sound.Tone(Sound.Tone.Signal.RINGING));
        stage.play(sounds, menu().language(), false);
        stage.in(Timer.RING, menu().ring());
        stage.dial(number);
    }

    /** Who was called has answered. */
    void answered() {
        if (phase == Phase.DIALLING) {
            phase = Phase.TALKING;
            stage.cancel(Timer.RING);
            stage.cancel(Timer.VISIT);
            stage.connect();
        }
    }

    /** Who was called is gone, or was never reached. */
    void left() {
        stage.cancel(Timer.RING);
        if (phase == Phase.TALKING) {
            over();
        } else if (phase == Phase.DIALLING && leaving) {
            phase = Phase.TOLD;
            stage.play(menu().prompts().unavailable(), menu().language(), false);
        } else if (phase == Phase.DIALLING) {
            wrong(menu().prompts().unavailable());
        }
    }

    private void over() {
        phase = Phase.OVER;
        stage.hangup();
    }

    /** All that is to be known to go on: values of the platform. */
    Map<String, Object> memory() {
        Map<String, Map<String, String>> texts = new java.util.HashMap<>();
        menus.forEach((name, menu) -> texts.put(name, menu.text()));
        StringBuilder keys = new StringBuilder();
        ahead.forEach(keys::append);
        return Map.ofEntries(
                Map.entry("menus", Map.copyOf(texts)),
                Map.entry("path", List.copyOf(path)),
                Map.entry("began", began.toEpochMilli()),
                Map.entry("phase", phase.name()),
                Map.entry("digits", digits),
                Map.entry("ahead", keys.toString()),
                Map.entry("rest", Action.text(List.copyOf(rest))),
                Map.entry("invalid", invalid),
                Map.entry("silent", silent),
                Map.entry("leaving", leaving),
                Map.entry("waiting", waiting),
                Map.entry("dialled", dialled.toEpochMilli()));
    }

    /**
     * One that goes on where another was.
     *
     * @throws RuntimeException where the memory cannot be read
     */
    static Visit resume(Map<?, ?> memory, Stage stage) {
        Map<String, Menu> menus = Menus.read((Map<?, ?>) memory.get("menus"));
        List<?> path = (List<?>) memory.get("path");
        Visit visit = new Visit(menus, (String) path.get(0), Instant.ofEpochMilli((Long) memory.get("began")), stage);
        path.subList(1, path.size()).forEach(name -> visit.path.add((String) name));
        visit.phase = Phase.valueOf((String) memory.get("phase"));
        visit.digits = (String) memory.get("digits");
        for (char key : ((String) memory.get("ahead")).toCharArray()) {
            visit.ahead.add(key);
        }
        String rest = (String) memory.get("rest");
        visit.rest.addAll(rest.isEmpty() ? List.of() : Action.list(rest));
        visit.invalid = (Integer) memory.get("invalid");
        visit.silent = (Integer) memory.get("silent");
        visit.leaving = (Boolean) memory.get("leaving");
        visit.waiting = (Boolean) memory.get("waiting");
        visit.dialled = Instant.ofEpochMilli((Long) memory.get("dialled"));
        visit.path.forEach(name -> java.util.Objects.requireNonNull(menus.get(name), name));
        return visit;
    }

    /** Sets the timers again that another has left. */
    void goOn() {
        if (phase == Phase.ASKING && waiting) {
            await(digits.isEmpty() ? menu().firstDigit() : menu().nextDigit());
        }
        if (phase == Phase.DIALLING) {
            stage.in(Timer.RING, until(dialled.plus(menu().ring())));
        }
        if (phase == Phase.ASKING || phase == Phase.TOLD || phase == Phase.DIALLING) {
            stage.in(Timer.VISIT, leaving ? LEAVE_TAKING : until(began.plus(root().visitMax())));
        }
    }

    private Duration until(Instant moment) {
        Duration left = Duration.between(stage.now(), moment);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
