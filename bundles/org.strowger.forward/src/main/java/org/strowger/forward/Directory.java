// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.strowger.api.console.Report;

/** What an operator does with diversions; used by the console's commands. Any thread; blocks while the database is written. */
@Component(service = Directory.class)
public final class Directory {
    private static final Map<String, Kind> KINDS = Map.of(
            "always", Kind.ALWAYS, "busy", Kind.BUSY, "noAnswer", Kind.NO_ANSWER, "unreachable", Kind.UNREACHABLE);

    private final Profiles profiles;

    @Activate
    public Directory(@Reference Profiles profiles) {
        this.profiles = profiles;
    }

    /** The settings of every number that has some, by number. */
    public Report report() {
        Report.Builder report = Report.columns("number", "dnd", "always", "busy", "noAnswer", "after", "unreachable");
        profiles.all()
                .forEach(profile -> report.row(
                        profile.number(),
                        profile.quiet(),
                        profile.target(Kind.ALWAYS).orElse(null),
                        profile.target(Kind.BUSY).orElse(null),
                        profile.target(Kind.NO_ANSWER).orElse(null),
                        profile.after() == 0 ? null : Duration.ofSeconds(profile.after()),
                        profile.target(Kind.UNREACHABLE).orElse(null)));
        return report.build();
    }

    /** Up to so many numbers with settings that begin like this. */
    public List<String> numbers(String beginning, int most) {
        return profiles.all().stream()
                .map(Profile::number)
                .filter(number -> number.startsWith(beginning))
                .limit(most)
                .toList();
    }

    /**
     * Changes some of the settings of a number.
     *
     * @param targets by {@code always}, {@code busy}, {@code noAnswer}, {@code unreachable}: where calls go then; {@code off} for nowhere
     * @param after the seconds that it rings before noAnswer; 0 for what is configured for all
     */
    public void set(String number, Map<String, String> targets, Optional<Integer> after, Optional<Boolean> quiet)
            throws ForwardException {
        change(number, before -> {
            Profile next = before;
            for (Map.Entry<String, String> each : targets.entrySet()) {
                String target = each.getValue().equals("off") ? "" : each.getValue();
                next = next.with(KINDS.get(each.getKey()), target);
            }
            next = after.isPresent() ? next.withAfter(after.get()) : next;
            return quiet.isPresent() ? next.withQuiet(quiet.get()) : next;
        });
    }

    /** Takes all settings of a number back. */
    public void clear(String number) throws ForwardException {
        change(number, before -> Profile.plain(number));
    }

    private void change(String number, UnaryOperator<Profile> change) throws ForwardException {
        try {
            profiles.change(number, change);
        } catch (IllegalArgumentException bad) {
            throw new ForwardException(bad.getMessage(), bad);
        } catch (SQLException refused) {
            throw new ForwardException("nothing was changed, the database refuses: " + refused.getMessage(), refused);
        }
    }
}
