// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.strowger.api.media.Sound;

/**
 * One queue, as it is configured.
 *
 * @param text the configuration, by which callers keep it though it has gone
 * @param priority those of a higher one come first, whatever their queue
 * @param posts who may serve it, in order
 * @param login whether agents must log in; else they are there until they log out
 * @param keys what a waiting caller may press, and the number that is called then
 */
record Queue(
        String name,
        Map<String, String> text,
        List<String> numbers,
        String strategy,
        int priority,
        List<Post> posts,
        boolean login,
        Calling calling,
        Limits limits,
        Voice voice,
        Map<Character, String> keys,
        Codes codes) {
    /**
     * How agents are called.
     *
     * @param ring how long one rings
     * @param step after how long a progressive strategy rings one more
     * @param levelAfter how long a caller waits for each level of agents
     * @param wrapUp how long an agent has after a call
     * @param missedMax after so many calls in a row that are not answered an agent is paused; 0 for never
     * @param as the number that agents are called from; empty for the caller's
     */
    record Calling(
            Duration ring,
            Duration step,
            Duration levelAfter,
            Duration wrapUp,
            Map<Outcome, Duration> rests,
            int missedMax,
            Optional<String> as) {}

    /**
     * Who may wait, and for how long.
     *
     * @param overflow the number that is called for those who may not any longer; empty to hang up
     * @param promised the time within which callers shall be answered, for the statistics
     */
    record Limits(
            int length, Duration longest, Staff toJoin, Staff toStay, Optional<String> overflow, Duration promised) {}

    /**
     * What callers hear. Periods are zero for never.
     *
     * @param whisper what an agent hears first
     */
    record Voice(
            String language,
            String music,
            List<Sound> welcome,
            List<Sound> goodbye,
            List<Sound> whisper,
            Duration every,
            boolean position,
            boolean estimate,
            List<Sound> periodic,
            Duration periodicEvery) {}

    /**
     * What agents dial.
     *
     * @param roles of the callers who may
     * @param reasons of a pause, by the digits behind the code
     */
    record Codes(
            String login, String logout, String pause, String resume, Set<String> roles, Map<String, String> reasons) {}

    /** Which agents there must be. */
    enum Staff {
        /** None. */
        ALWAYS,
        /** One who is logged in. */
        STAFFED,
        /** One who is logged in and not paused. */
        ACTIVE
    }

    /** The agent's place in this queue. */
    Optional<Post> post(String agent) {
        return posts.stream().filter(post -> post.agent().equals(agent)).findFirst();
    }
}
