// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.strowger.api.media.Sound.Tone.Signal;

/**
 * The tones of the network, by country (ITU-T E.180 supplement 2), and those of keys (Q.23). A tone is a line such as
 * {@code 440+480/2000 0/4000}: frequencies in Hz, their sum, and how long, in milliseconds, again and again.
 */
final class Tones {
    private static final int RATE = 16_000;
    private static final double LOUDNESS = 0.25;
    private static final int RAMP = 64;

    private static final Map<String, List<String>> COUNTRIES = new TreeMap<>(Map.ofEntries(
            // dial, ringing, busy, congestion
            Map.entry("us", List.of("350+440/1000", "440+480/2000 0/4000", "480+620/500 0/500", "480+620/250 0/250")),
            Map.entry("cn", List.of("450/1000", "450/1000 0/4000", "450/350 0/350", "450/700 0/700")),
            Map.entry("de", List.of("425/1000", "425/1000 0/4000", "425/480 0/480", "425/240 0/240")),
            Map.entry(
                    "gb",
                    List.of(
                            "350+440/1000",
                            "400+450/400 0/200 400+450/400 0/2000",
                            "400/375 0/375",
                            "400/400 0/350 400/225 0/525")),
            Map.entry("fr", List.of("440/1000", "440/1500 0/3500", "440/500 0/500", "440/250 0/250")),
            Map.entry(
                    "it", List.of("425/200 0/200 425/600 0/1000", "425/1000 0/4000", "425/500 0/500", "425/200 0/200")),
            Map.entry(
                    "es",
                    List.of(
                            "425/1000",
                            "425/1500 0/3000",
                            "425/200 0/200",
                            "425/200 0/200 425/200 0/200 425/200 0/600")),
            Map.entry("jp", List.of("400/1000", "400+416/1000 0/2000", "400/500 0/500", "400/500 0/500")),
            Map.entry(
                    "au",
                    List.of(
                            "425+425/1000",
                            "400+450/400 0/200 400+450/400 0/2000",
                            "425/375 0/375",
                            "425/375 0/375"))));

    private static final int[] ROWS = {697, 770, 852, 941};
    private static final int[] COLUMNS = {1_209, 1_336, 1_477, 1_633};

    /** The keys, row by row. */
    static final String KEYS = "123A456B789C*0#D";

    private Tones() {}

    static Set<String> countries() {
        return COUNTRIES.keySet();
    }

    /** A tone, as long as it takes until it repeats. */
    static Clip of(String country, Signal signal) {
        List<float[]> parts = new ArrayList<>();
        for (String part : COUNTRIES
                .get(country.toLowerCase(Locale.ROOT))
                .get(signal.ordinal())
                .split(" ")) {
            String[] split = part.split("/");
            int[] hertz = Arrays.stream(split[0].split("\\+"))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            float[] samples = sum(hertz, Integer.parseInt(split[1]));
            parts.add(samples);
        }
        // What never pauses is a second long, of whole hertz: its end meets its beginning.
        boolean pauses = parts.size() > 1;
        float[] whole = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            if (pauses) {
                fade(part);
            }
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return Clip.loop(whole);
    }

    /** The two tones of a key. */
    static Clip key(char key, int millis) {
        int index = KEYS.indexOf(key);
        float[] samples = sum(new int[] {ROWS[index / 4], COLUMNS[index % 4]}, millis);
        fade(samples);
        return Clip.loop(samples);
    }

    private static float[] sum(int[] hertz, int millis) {
        float[] samples = new float[RATE / 1_000 * millis];
        for (int frequency : hertz) {
            for (int i = 0; i < samples.length && frequency > 0; i++) {
                samples[i] += (float) (LOUDNESS / hertz.length * Math.sin(2 * Math.PI * frequency * i / RATE));
            }
        }
        return samples;
    }

    private static void fade(float[] samples) {
        for (int i = 0; i < RAMP && i < samples.length; i++) {
            samples[i] *= i / (float) RAMP;
            samples[samples.length - 1 - i] *= i / (float) RAMP;
        }
    }
}
