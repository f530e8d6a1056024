// SPDX-License-Identifier: Apache-2.0
package org.strowger.forward;

import java.sql.SQLException;
import java.util.List;

/** Where settings outlive the process. Blocks; any thread. */
interface Store {
    /** Makes what is missing, and reads everything. */
    List<Profile> open() throws SQLException;

    /** Keeps the settings of a number, or forgets them where they are plain. */
    void save(Profile profile) throws SQLException;
}
