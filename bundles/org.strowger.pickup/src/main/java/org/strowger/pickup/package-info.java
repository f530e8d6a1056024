// SPDX-License-Identifier: Apache-2.0
/** Calls that ring elsewhere and are answered here: by a code and the number that rings, or by a code alone within a group. */
package org.strowger.pickup;
