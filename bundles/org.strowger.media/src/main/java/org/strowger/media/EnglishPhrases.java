// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.strowger.api.media.Phrases;
import org.strowger.api.media.Sound.Prompt;

/** English. */
@Component(property = Phrases.LANGUAGE + "=en")
public final class EnglishPhrases implements Phrases {
    private static final String[] POWERS = {
        "", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion"
    };

    @Override
    public List<Prompt> digits(String digits) {
        return Words.digits(digits);
    }

    @Override
    public List<Prompt> number(long value) {
        List<String> words = new ArrayList<>();
        if (value < 0) {
            words.add("minus");
        }
        if (value == 0) {
            words.add("0");
        }
        int[] groups = new int[POWERS.length];
        long left = value;
        for (int i = 0; i < groups.length; i++) {
            groups[i] = (int) Math.abs(left % 1_000);
            left /= 1_000;
        }
        for (int i = groups.length - 1; i >= 0; i--) {
            group(groups[i], words);
            if (i > 0 && groups[i] > 0) {
                words.add(POWERS[i]);
            }
        }
        return Words.prompts(words);
    }

    private static void group(int value, List<String> words) {
        if (value >= 100) {
            words.add(Integer.toString(value / 100));
            words.add("hundred");
        }
        int rest = value % 100;
        if (rest >= 20) {
            words.add(Integer.toString(rest / 10 * 10));
            rest %= 10;
        }
        if (rest > 0) {
            words.add(Integer.toString(rest));
        }
    }

    @Override
    public List<Prompt> time(LocalTime time) {
        List<String> words = new ArrayList<>();
        words.add(Integer.toString((time.getHour() + 11) % 12 + 1));
        int minute = time.getMinute();
        if (minute > 0 && minute < 10) {
            words.add("oh");
        }
        group(minute, words);
        words.add(time.getHour() < 12 ? "am" : "pm");
        return Words.prompts(words);
    }
}
