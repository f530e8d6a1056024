// SPDX-License-Identifier: Apache-2.0
/** Where a call goes: the contract between the engine and the dial plan. */
@Export
@Version("1.0.0")
package org.strowger.api.route;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
