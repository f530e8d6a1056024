// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.time.Duration;
import org.strowger.api.config.Values;

/**
 * The registrar's configuration, checked.
 *
 * @param realm what passwords are valid for (RFC 7616 section 3.3)
 * @param expiresDefault seconds granted to a contact that asks for none
 * @param expiresMin the least that may be asked for, in seconds
 * @param expiresMax the most that is granted, in seconds
 * @param sweepPeriod how often expired bindings are looked for
 */
record Settings(
        String realm,
        long expiresDefault,
        long expiresMin,
        long expiresMax,
        int contactsPerAccount,
        SelfCall selfCall,
        Duration sweepPeriod) {
    /** RFC 3261 section 10.3, item 7: an interval of an hour or more is never too brief. */
    private static final long HOUR = 3600;

    private static final long WEEK = 7 * 24 * HOUR;

    /** What a phone gets where nothing is configured; the defaults of the keys of the same names. */
    static final int EXPIRES_DEFAULT = 3600;

    static final int EXPIRES_MIN = 60;
    static final int EXPIRES_MAX = 7200;
    static final int CONTACTS = 10;
    static final int SWEEP_SECONDS = 30;
    static final String REALM = "strowger";

    private static final String DEFAULT_KEY = "expires.default";

    /**
     * Reads a configuration. Defaults stand in for what is wrong with it, so that the settings can be lived with where there is
     * nothing older.
     */
    static Settings read(Values values) {
        long min = values.number("expires.min", EXPIRES_MIN, 1, HOUR);
        long max = values.number("expires.max", EXPIRES_MAX, 1, WEEK);
        long standard = values.number(DEFAULT_KEY, EXPIRES_DEFAULT, 1, WEEK);
        if (values.problems().isEmpty()) {
            compare(min, max, standard, values);
        }
        if (!values.problems().isEmpty()) {
            // They make sense only together.
            min = EXPIRES_MIN;
            max = EXPIRES_MAX;
            standard = EXPIRES_DEFAULT;
        }
        return new Settings(
                values.value("realm", REALM, Settings::realm),
                standard,
                min,
                max,
                values.number("contacts.per.account", CONTACTS, 1, 100),
                values.value("self.call", SelfCall.BUSY, SelfCall::parse),
                Duration.ofSeconds(values.number("sweep.period", SWEEP_SECONDS, 1, (int) HOUR)));
    }

    private static void compare(long min, long max, long standard, Values values) {
        if (max < min) {
            values.refuse("expires.max", max + " is less than expires.min, " + min);
        } else if (standard < min || standard > max) {
            values.refuse(DEFAULT_KEY, standard + " is not between " + min + " and " + max);
        }
    }

    private static String realm(String realm) {
        if (realm.isBlank() || realm.length() > 100) {
            throw new IllegalArgumentException("a realm has between 1 and 100 characters");
        }
        // It stands between quotes in a header, and between colons in a digest.
        if (realm.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '"' || c == '\\')) {
            throw new IllegalArgumentException("a realm holds no quotes, backslashes or control characters");
        }
        return realm;
    }
}
