// SPDX-License-Identifier: Apache-2.0
/** The contract between the engine and the roles that bring calls in and take them out. */
@Export
@Version("1.3.0")
package org.strowger.api.call;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
