// SPDX-License-Identifier: Apache-2.0
/** HTTP digest as SIP uses it (RFC 3261 section 22, RFC 7616, RFC 8760), for roles that know accounts. */
@Export
@Version("1.0.0")
package org.strowger.api.digest;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
