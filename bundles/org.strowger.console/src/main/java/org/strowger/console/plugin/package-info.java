// SPDX-License-Identifier: Apache-2.0
/** Bundles that are written against the exchange's API, and why one does not run. */
package org.strowger.console.plugin;
