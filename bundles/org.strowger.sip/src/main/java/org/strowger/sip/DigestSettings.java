// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** How requests are challenged, as {@link DigestService.Config} says it and validated. */
record DigestSettings(
        long lifetimeMillis,
        List<DigestAlgorithm> algorithms,
        int noncesMax,
        DigestUriCheck uriCheck,
        List<String> md5Agents) {
    /** What {@link DigestService.Config} says where nobody says anything else. */
    static final DigestSettings DEFAULT = new DigestSettings(
            120_000,
            List.of(DigestAlgorithm.MD5, DigestAlgorithm.SHA_256),
            100_000,
            DigestUriCheck.USER,
            List.of("baresip v0.", "baresip v1.", "baresip v2.", "baresip v3."));

    static DigestSettings of(DigestService.Config config, Map<String, ?> properties) {
        Object file = properties.get("felix.fileinstall.filename");
        try {
            return new DigestSettings(
                    number("nonce.lifetime", config::nonce_lifetime, 10, 3600, properties) * 1000,
                    algorithms(config.algorithms()),
                    (int) number("nonces.max", config::nonces_max, 1000, 10_000_000, properties),
                    uriCheck(config.uri_check()),
                    list(config.md5_agents()));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    (file == null ? DigestService.PID : file) + ": " + wrong.getMessage(), wrong);
        }
    }

    private static long number(String key, LongSupplier value, long least, long most, Map<String, ?> properties) {
        long number;
        try {
            number = value.getAsLong();
        } catch (RuntimeException notANumber) {
            throw new IllegalArgumentException(key + " = " + properties.get(key) + ": not a number", notANumber);
        }
        if (number < least || number > most) {
            throw new IllegalArgumentException(key + " = " + number + ": not between " + least + " and " + most);
        }
        return number;
    }

    private static List<DigestAlgorithm> algorithms(String names) {
        List<DigestAlgorithm> algorithms = list(names).stream()
                .map(name -> DigestAlgorithm.named(name)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "algorithms = " + names + ": '" + name + "' is neither MD5 nor SHA-256")))
                .distinct()
                .toList();
        if (algorithms.isEmpty()) {
            throw new IllegalArgumentException("algorithms is empty: expected MD5, SHA-256 or both");
        }
        return algorithms;
    }

    private static DigestUriCheck uriCheck(String token) {
        for (DigestUriCheck check : DigestUriCheck.values()) {
            if (check.token().equalsIgnoreCase(token.strip())) {
                return check;
            }
        }
        throw new IllegalArgumentException("uri.check = " + token + ": expected strict, user or none");
    }

    private static List<String> list(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split(",")) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return List.copyOf(parts);
    }
}
