// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes nonces that need no memory: when each was issued and its number are written in it and signed with a secret of this
 * process, so that a challenge costs nothing until it has been answered rightly. Thread-safe.
 */
final class NonceMint {
    /** A nonce of ours, read back. */
    record Nonce(long issuedMillis, long number) {}

    private static final String HMAC = "HmacSHA256";
    private static final int TEXT = Long.BYTES * 2;

    /** RFC 2104 section 5: half of the output is as much as a signature needs. */
    private static final int SIGNATURE = 16;

    /** More than can be issued meanwhile, and little enough to be taken every second for as long as anybody lives. */
    private static final long LEAP = 1L << 31;

    private final AtomicLong numbers = new AtomicLong();
    private final LongSupplier millis;
    private final ThreadLocal<Mac> mac;

    /**
     * @param secret known to nobody else
     * @param millis milliseconds on a clock that never goes back
     */
    NonceMint(byte[] secret, LongSupplier millis) {
        this.millis = millis;
        SecretKeySpec key = new SecretKeySpec(secret, HMAC);
        this.mac = ThreadLocal.withInitial(() -> create(key));
    }

    private static Mac create(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every Java platform must have " + HMAC, absent);
        }
    }

    /** A nonce for a realm. No two are the same. */
    String issue(String realm) {
        byte[] bytes = ByteBuffer.allocate(TEXT + SIGNATURE)
                .putLong(millis.getAsLong())
                .putLong(numbers.getAndIncrement())
                .array();
        System.arraycopy(sign(bytes, realm), 0, bytes, TEXT, SIGNATURE);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Reads a nonce; empty where it is not one of ours for this realm. */
    Optional<Nonce> read(String text, String realm) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (bytes.length != TEXT + SIGNATURE) {
            return Optional.empty();
        }
        byte[] signature = Arrays.copyOfRange(bytes, TEXT, bytes.length);
        if (!MessageDigest.isEqual(signature, sign(bytes, realm))) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return Optional.of(new Nonce(buffer.getLong(), buffer.getLong()));
    }

    /** A number well above those of the nonces issued until now, to be given to {@link #skipTo}. */
    long ahead() {
        return numbers.get() + LEAP;
    }

    /** From now on nonces have this number or a higher one. */
    void skipTo(long number) {
        numbers.accumulateAndGet(number, Math::max);
    }

    private byte[] sign(byte[] bytes, String realm) {
        Mac signer = mac.get();
        signer.update(bytes, 0, TEXT);
        return Arrays.copyOf(signer.doFinal(realm.getBytes(StandardCharsets.UTF_8)), SIGNATURE);
    }
}
