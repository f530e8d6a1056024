// SPDX-License-Identifier: Apache-2.0
package org.strowger.distributor;

/** Where is kept what shall outlive the process. */
interface Ledger {
    String AGENT = "agent";
    String QUEUE = "queue";

    /** Takes it and returns at once; a later entry of the same kind and name takes the place of an earlier one. */
    void keep(String kind, String name, Kept kept);
}
