// SPDX-License-Identifier: Apache-2.0
package org.strowger.engine;

import java.util.concurrent.Executor;

/** What an engine carries and another can carry on. */
interface Carried {
    /** The serial executor on which everything about it runs. */
    Executor executor();

    /** Lays it down on its legs for the next engine. Nothing of this object is run for it afterwards. On its executor. */
    void layDown();

    /** It is too late to lay it down: the next engine has looked. It ends. On its executor. */
    void giveUp();
}
