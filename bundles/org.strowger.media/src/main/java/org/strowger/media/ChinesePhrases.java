// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.strowger.api.media.Phrases;
import org.strowger.api.media.Sound.Prompt;

/** Mandarin: counted in groups of four digits, a zero said once where digits are left out. */
@Component(property = Phrases.LANGUAGE + "=zh")
public final class ChinesePhrases implements Phrases {
    private static final long WAN = 10_000;
    private static final long YI = WAN * WAN;
    private static final int[] UNITS = {1_000, 100, 10};

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
        if (value == Long.MIN_VALUE) {
            // it has no positive counterpart
            count(-(value / YI), words);
            words.add("yi");
            rest(-(value % YI), YI / 10, words);
        } else if (value == 0) {
            words.add("0");
        } else {
            count(Math.abs(value), words);
        }
        return Words.prompts(words);
    }

    private static void count(long value, List<String> words) {
        if (value >= YI) {
            count(value / YI, words);
            words.add("yi");
            rest(value % YI, YI / 10, words);
        } else if (value >= WAN) {
            count(value / WAN, words);
            words.add("wan");
            rest(value % WAN, WAN / 10, words);
        } else {
            group((int) value, words);
        }
    }

    /** What follows a unit, with a zero where its first digit is none. */
    private static void rest(long value, long next, List<String> words) {
        if (value > 0) {
            if (value < next) {
                words.add("0");
            }
            if (value >= 10 && value < 20) {
                words.add("1");
            }
            count(value, words);
        }
    }

    private static void group(int value, List<String> words) {
        boolean begun = false;
        boolean skipped = false;
        int left = value;
        for (int unit : UNITS) {
            int digit = left / unit;
            left %= unit;
            if (digit > 0) {
                if (skipped) {
                    words.add("0");
                    skipped = false;
                }
                if (unit != 10 || digit != 1 || begun) {
                    words.add(Integer.toString(digit));
                }
                words.add(Integer.toString(unit));
                begun = true;
            } else {
                skipped = begun;
            }
        }
        if (left > 0) {
            if (skipped) {
                words.add("0");
            }
            words.add(Integer.toString(left));
        }
    }

    @Override
    public List<Prompt> time(LocalTime time) {
        List<String> words = new ArrayList<>();
        words.add(time.getHour() < 12 ? "am" : "pm");
        int hour = (time.getHour() + 11) % 12 + 1;
        if (hour == 2) {
            words.add("both");
        } else {
            count(hour, words);
        }
        words.add("hour");
        int minute = time.getMinute();
        if (minute > 0) {
            if (minute < 10) {
                words.add("0");
            }
            count(minute, words);
            words.add("minute");
        }
        return Words.prompts(words);
    }
}
