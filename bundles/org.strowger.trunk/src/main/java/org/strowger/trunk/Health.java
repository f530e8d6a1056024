// SPDX-License-Identifier: Apache-2.0
package org.strowger.trunk;

/**
 * Whether one address takes calls, with hysteresis: it is thought to until several checks in a row have failed, and then not to until several
 * have succeeded, so that one that is lost now and then does not come and go. Immutable.
 *
 * @param up what is believed
 * @param against how many checks in a row have spoken against it
 */
record Health(boolean up, int against) {
    /** Of an address that has not been asked yet. */
    static final Health UNKNOWN = new Health(true, 0);

    /**
     * How a peer is watched.
     *
     * @param seconds from one check to the next
     * @param down so many failures in a row, and it is down
     * @param up so many successes in a row, and it is up again
     */
    record Plan(int seconds, int down, int up) {}

    Health after(boolean success, Plan plan) {
        if (success == up) {
            return new Health(up, 0);
        }
        boolean enough = against + 1 >= (up ? plan.down() : plan.up());
        return enough ? new Health(success, 0) : new Health(up, against + 1);
    }
}
