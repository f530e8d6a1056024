// SPDX-License-Identifier: Apache-2.0
/** Queues of callers and the agents who serve them: who is rung next, and who is at work. */
@Export
@Version("1.0.0")
package org.strowger.api.distributor;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
