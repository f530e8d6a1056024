// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An agent's place in a queue.
 *
 * @param position from 0, in the order of the configuration
 * @param level opens when a caller has waited so many steps; 0 is open at once
 * @param weight for strategies that draw lots
 * @param wrapUp the agent's own; empty for the queue's
 */
record Post(String agent, int position, int level, int weight, Optional<Duration> wrapUp) {
    private static final int MOST = 1_000;

    /**
     * Reads {@code 1001, 1002 level=1 weight=3 wrapup=20}.
     *
     * @throws IllegalArgumentException with the reason
     */
    static List<Post> list(String text) {
        List<Post> posts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            Post post = one(part.strip(), posts.size());
            if (!seen.add(post.agent())) {
                throw new IllegalArgumentException("has " + post.agent() + " twice");
            }
            posts.add(post);
        }
        if (posts.size() > MOST) {
            throw new IllegalArgumentException("has more than " + MOST + " agents");
        }
        return List.copyOf(posts);
    }

    private static Post one(String text, int position) {
        String[] words = text.split("\\s+");
        if (!words[0].matches("[0-9*#+A-Za-z._-]+")) {
            throw new IllegalArgumentException("'" + text + "' does not begin with an agent's number");
        }
        Post post = new Post(words[0], position, 0, 1, Optional.empty());
        for (int i = 1; i < words.length; i++) {
            post = post.with(words[i]);
        }
        return post;
    }

    private Post with(String word) {
        int equals = word.indexOf('=');
        String value = word.substring(equals + 1);
        return switch (equals < 0 ? "" : word.substring(0, equals)) {
            case "level" -> new Post(agent, position, number(word, value, 0, 9), weight, wrapUp);
            case "weight" -> new Post(agent, position, level, number(word, value, 1, 100), wrapUp);
            case "wrapup" ->
                new Post(
                        agent, position, level, weight, Optional.of(Duration.ofSeconds(number(word, value, 0, 3_600))));
            default -> throw new IllegalArgumentException("'" + word + "' is none of level=, weight=, wrapup=");
        };
    }

    private static int number(String word, String text, int least, int most) {
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("'" + word + "' is not between " + least + " and " + most);
        }
        return Integer.parseInt(text);
    }
}
