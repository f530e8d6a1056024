// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.time.Duration;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

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

    /**
     * Checks a configuration.
     *
     * @param properties the same configuration as a map, to name its file
     * @throws IllegalArgumentException naming the file, the key and the reason
     */
    static Settings of(Registrar.Config config, Map<String, ?> properties) {
        Source source = Source.of(properties);
        long min = source.number("expires.min", config::expires_min, 1, HOUR);
        long max = source.number("expires.max", config::expires_max, min, WEEK);
        long standard = source.number("expires.default", config::expires_default, min, max);
        long contacts = source.number("contacts.per.account", config::contacts_per_account, 1, 100);
        long sweep = source.number("sweep.period", config::sweep_period, 1, HOUR);
        return new Settings(
                source.value("realm", () -> realm(config.realm())),
                standard,
                min,
                max,
                (int) contacts,
                source.value("self.call", () -> SelfCall.parse(config.self_call())),
                Duration.ofSeconds(sweep));
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

    /** Where the values come from: what a complaint begins with. */
    private record Source(String name) {
        static Source of(Map<String, ?> properties) {
            Object file = properties.get("felix.fileinstall.filename");
            Object pid = properties.get("service.pid");
            return new Source(String.valueOf(file != null ? file : pid != null ? pid : Registrar.PID));
        }

        /** Reads a value, whose text may not even be of the key's type. */
        <T> T value(String key, Supplier<T> reader) {
            try {
                return reader.get();
            } catch (RuntimeException bad) {
                throw new IllegalArgumentException(name + ": " + key + ": " + bad.getMessage(), bad);
            }
        }

        long number(String key, IntSupplier reader, long least, long most) {
            return value(key, () -> {
                long number = reader.getAsInt();
                if (number < least || number > most) {
                    throw new IllegalArgumentException(number + " is not between " + least + " and " + most);
                }
                return number;
            });
        }
    }
}
