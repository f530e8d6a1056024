// SPDX-License-Identifier: Apache-2.0
/** The contract of the dialler: calls that a program makes, and what it hears of them. */
@Export
@Version("1.0.0")
package org.strowger.api.dial;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
