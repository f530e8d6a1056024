// SPDX-License-Identifier: Apache-2.0
/** What tests of roles and of the engine need instead of a network, a clock and threads. In no feature. */
@Export
@Version("1.0.0")
package org.strowger.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
