// SPDX-License-Identifier: Apache-2.0
/** How each bundle opens its books, so that nothing can leak unseen. */
@Export
@Version("1.0.0")
package org.strowger.api.audit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
