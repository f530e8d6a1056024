// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.ArrayList;
import java.util.List;
import org.strowger.api.media.Sound.Prompt;

/** The prompts that numbers are made of: in the folder {@code say} of each language. */
final class Words {
    private Words() {}

    static List<Prompt> prompts(List<String> words) {
        return words.stream().map(word -> new Prompt("say/" + word)).toList();
    }

    static List<Prompt> digits(String digits) {
        List<String> words = new ArrayList<>();
        for (char digit : digits.toCharArray()) {
            words.add(digit == '*' ? "star" : digit == '#' ? "hash" : String.valueOf(digit));
        }
        return prompts(words);
    }
}
