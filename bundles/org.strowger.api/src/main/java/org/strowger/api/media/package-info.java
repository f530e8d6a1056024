// SPDX-License-Identifier: Apache-2.0
/** Audio and whatever else RTP carries: the contract between whoever needs ports and the media bundle. */
@Export
@Version("1.2.0")
package org.strowger.api.media;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
