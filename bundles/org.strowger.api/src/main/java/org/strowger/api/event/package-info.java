// SPDX-License-Identifier: Apache-2.0
/** What happens to calls, told to whoever keeps account of it. */
@Export
@Version("1.0.0")
package org.strowger.api.event;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
