// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.strowger.api.digest.Ha1;

/**
 * Somebody who may register here and call.
 *
 * @param name the number that is also the user's name in credentials
 * @param displayName what the called party reads; empty to leave that to the phone
 * @param aliases further numbers that ring the account's phones, and that it may call from
 * @param realm the realm that the secret was made for; worthless in any other
 * @param enabled whether the account exists on the wire
 */
record Account(String name, String displayName, List<String> aliases, String realm, Ha1 secret, boolean enabled) {
    /** What stands in a SIP user part without escapes, and neither in a list of aliases nor in a digest as a separator. */
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9+*#._~-]{1,64}");

    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final int ALIASES = 50;
    private static final int NAME_LENGTH = 100;

    Account {
        requireNumber("number", name);
        aliases = List.copyOf(aliases);
        aliases.forEach(alias -> requireNumber("alias", alias));
        if (aliases.size() > ALIASES) {
            throw new IllegalArgumentException(aliases.size() + " aliases are more than " + ALIASES);
        }
        if (aliases.contains(name) || new HashSet<>(aliases).size() < aliases.size()) {
            throw new IllegalArgumentException("an alias stands twice, or is the account's own number");
        }
        if (displayName.length() > NAME_LENGTH || displayName.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a name has at most " + NAME_LENGTH + " characters, none of them a control character");
        }
        if (!MD5.matcher(secret.md5()).matches()) {
            throw new IllegalArgumentException("ha1_md5 is not 32 lower-case hexadecimal digits");
        }
        if (!SHA_256.matcher(secret.sha256()).matches()) {
            throw new IllegalArgumentException("ha1_sha256 is not 64 lower-case hexadecimal digits");
        }
    }

    private static void requireNumber(String what, String number) {
        if (!NUMBER.matcher(number).matches()) {
            throw new IllegalArgumentException(
                    what + " '" + number + "' is not 1 to 64 letters, digits or + * # . _ ~ -");
        }
    }

    /** Whether this number, dialled or presented, means the account. */
    boolean answersTo(String number) {
        return name.equals(number) || aliases.contains(number);
    }

    Account withSecret(String newRealm, Ha1 newSecret) {
        return new Account(name, displayName, aliases, newRealm, newSecret, enabled);
    }
}
