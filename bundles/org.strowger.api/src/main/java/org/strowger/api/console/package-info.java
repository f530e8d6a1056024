// SPDX-License-Identifier: Apache-2.0
/** What a role's console commands print with, so that all look alike and all speak JSON. */
@Export
@Version("1.0.0")
package org.strowger.api.console;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
