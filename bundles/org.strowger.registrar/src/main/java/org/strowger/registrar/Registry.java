// SPDX-License-Identifier: Apache-2.0
package org.strowger.registrar;

import java.util.function.IntSupplier;

/**
 * The registrar's memory. A service of {@link Storage} to the other components of this bundle: it is there once everything
 * has been loaded, so that nobody can mistake an account not yet read for one that does not exist.
 */
public final class Registry {
    private final Accounts accounts;
    private final Bindings bindings;
    private final Store store;
    private final IntSupplier unwritten;

    Registry(Accounts accounts, Bindings bindings, Store store, IntSupplier unwritten) {
        this.accounts = accounts;
        this.bindings = bindings;
        this.store = store;
        this.unwritten = unwritten;
    }

    Accounts accounts() {
        return accounts;
    }

    Bindings bindings() {
        return bindings;
    }

    /** Where accounts are written before they change in memory. Blocks: for the console alone. */
    Store store() {
        return store;
    }

    /** How many accounts have bindings that the database does not know yet. */
    int unwritten() {
        return unwritten.getAsInt();
    }
}
