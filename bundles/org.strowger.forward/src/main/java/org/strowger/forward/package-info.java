// SPDX-License-Identifier: Apache-2.0
/** Where calls go that a number does not take: diversions and do-not-disturb, by console and by codes that a phone dials. */
package org.strowger.forward;
