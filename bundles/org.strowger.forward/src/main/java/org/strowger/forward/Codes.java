// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.strowger.api.config.Values;

/** The codes that phones dial. Immutable. */
final class Codes {
    private static final Pattern CODE = Pattern.compile("[*#][0-9*#]{1,9}");

    private final Map<Code, String> codes;

    /**
     * What was dialled.
     *
     * @param number what followed the code
     */
    record Dialled(Code code, String number) {}

    private Codes(Map<Code, String> codes) {
        this.codes = new EnumMap<>(codes);
    }

    static Codes read(Values values) {
        Map<Code, String> codes = new EnumMap<>(Code.class);
        for (Code code : Code.values()) {
            String text = values.value(code.key(), code.standard(), Codes::checked);
            codes.forEach((other, taken) -> {
                if (!text.isEmpty() && !taken.isEmpty() && (text.startsWith(taken) || taken.startsWith(text))) {
                    values.refuse(
                            code.key(), "'" + text + "' cannot be told from " + other.key() + ", '" + taken + "'");
                }
            });
            codes.put(code, text);
        }
        return new Codes(codes);
    }

    private static String checked(String text) {
        if (!text.isEmpty() && !CODE.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not * or # and up to nine more of 0 to 9, *, #");
        }
        return text;
    }

    /** The code that a number is or begins with, if any. */
    Optional<Dialled> in(String number) {
        if (number.isEmpty() || Character.isLetterOrDigit(number.charAt(0))) {
            return Optional.empty();
        }
        for (Map.Entry<Code, String> entry : codes.entrySet()) {
            Code code = entry.getKey();
            String text = entry.getValue();
            if (!text.isEmpty() && (code.takesNumber() ? number.startsWith(text) : number.equals(text))) {
                return Optional.of(new Dialled(code, number.substring(text.length())));
            }
        }
        return Optional.empty();
    }
}
