// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.strowger.api.call.Reach;
import org.strowger.api.call.Stage;
import org.strowger.api.call.Stage.Failure;
import org.strowger.api.sip.SipReply;

/** What a number's settings mean for a call to it. A pure function. */
final class Plan {
    private static final String DO_NOT_DISTURB = "do-not-disturb";

    private Plan() {}

    /** @param diverted how often the call has been diverted already */
    static Reach of(Profile profile, Settings settings, int diverted) {
        boolean onward = diverted < settings.most();
        Optional<String> always = profile.target(Kind.ALWAYS);
        if (always.isPresent()) {
            return onward ? only(always.get(), Kind.ALWAYS.reason()) : tooOften(diverted);
        }
        if (profile.quiet()) {
            return profile.target(Kind.BUSY)
                    .filter(target -> onward)
                    .map(target -> only(target, DO_NOT_DISTURB))
                    .orElseGet(() -> new Reach.Unavailable(
                            SipReply.of(settings.quiet()), profile.number() + " is not to be disturbed"));
        }
        if (profile.to().isEmpty() || !onward) {
            return new Reach.NotMine("nothing is diverted");
        }
        return conditional(profile, settings);
    }

    private static Reach only(String target, String reason) {
        return new Reach.Hunt(
                List.of(new Stage(List.of(target), Optional.empty(), Stage.ANY, Optional.of(reason), true)),
                "diverts to " + target + ", " + reason);
    }

    private static Reach tooOften(int diverted) {
        return new Reach.Unavailable(SipReply.of(482), "diverted " + diverted + " times already");
    }

    private static Reach conditional(Profile profile, Settings settings) {
        List<Stage> stages = new ArrayList<>();
        List<String> words = new ArrayList<>();
        int seconds = profile.after() == 0 ? settings.ring() : profile.after();
        boolean bounded = profile.target(Kind.NO_ANSWER).isPresent();
        stages.add(Stage.itself(bounded ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty()));
        words.add(bounded ? "rings " + seconds + " s" : "rings");
        for (Kind kind : List.of(Kind.BUSY, Kind.NO_ANSWER, Kind.UNREACHABLE)) {
            profile.target(kind).ifPresent(target -> {
                stages.add(new Stage(
                        List.of(target), Optional.empty(), after(kind, profile), Optional.of(kind.reason()), true));
                words.add("diverts to " + target + " after " + kind.reason());
            });
        }
        return new Reach.Hunt(stages, String.join(", ", words));
    }

    private static Set<Failure> after(Kind kind, Profile profile) {
        return switch (kind) {
            case ALWAYS -> Stage.ANY;
            case BUSY -> Set.of(Failure.BUSY);
            // a phone that gives no sign is unreachable, or, where nothing is said of that, does not answer
            case NO_ANSWER ->
                profile.target(Kind.UNREACHABLE).isPresent()
                        ? Set.of(Failure.NO_ANSWER)
                        : EnumSet.of(Failure.NO_ANSWER, Failure.SILENT);
            case UNREACHABLE -> EnumSet.of(Failure.SILENT, Failure.UNREACHABLE);
        };
    }
}
