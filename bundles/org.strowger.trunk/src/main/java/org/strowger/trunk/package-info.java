// SPDX-License-Identifier: Apache-2.0
/** Peers by address: calls come in from them unchallenged, and go out to them with the caller's own number. */
package org.strowger.trunk;
