// SPDX-License-Identifier: Apache-2.0
/** SIP values that cross from the SIP bundle to the others: addresses, headers, bodies, requests and replies (RFC 3261). */
@Export
@Version("1.4.0")
package org.strowger.api.sip;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
