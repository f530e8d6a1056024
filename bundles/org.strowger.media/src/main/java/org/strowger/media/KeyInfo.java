// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.api.call.Query;
import org.strowger.api.sip.Body;

/** Keys in SIP INFO: {@code application/dtmf-relay} says {@code Signal=5}, {@code application/dtmf} says {@code 5}. */
final class KeyInfo {
    private static final Pattern SIGNAL =
            Pattern.compile("(?im)^\\s*Signal\\s*=\\s*(10|11|12|13|14|15|[0-9*#A-D])\\s*$");
    private static final Pattern BARE = Pattern.compile("(?i)\\s*([0-9*#A-D])\\s*");
    private static final String KEYS = "0123456789*#ABCD";

    private KeyInfo() {}

    /** Whether it is about keys, be it that we know this one or not. */
    static boolean isKeys(Query info) {
        return info.method().equals("INFO")
                && info.body()
                        .map(KeyInfo::type)
                        .filter(type -> type.startsWith("application/dtmf"))
                        .isPresent();
    }

    static Optional<Character> key(Query info) {
        if (!isKeys(info)) {
            return Optional.empty();
        }
        Body body = info.body().orElseThrow();
        boolean relay = type(body).startsWith("application/dtmf-relay");
        Matcher key = (relay ? SIGNAL : BARE).matcher(body.text());
        if (!(relay ? key.find() : key.matches())) {
            return Optional.empty();
        }
        String said = key.group(1).toUpperCase(Locale.ROOT);
        return Optional.of(said.length() > 1 ? KEYS.charAt(Integer.parseInt(said)) : said.charAt(0));
    }

    private static String type(Body body) {
        return body.contentType().strip().toLowerCase(Locale.ROOT);
    }
}
