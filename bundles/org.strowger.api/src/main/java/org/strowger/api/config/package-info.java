// SPDX-License-Identifier: Apache-2.0
/** How a bundle says what it thinks of a configuration: beforehand, and of the one that it was given. */
@Export
@Version("1.0.0")
package org.strowger.api.config;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
