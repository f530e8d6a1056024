// SPDX-License-Identifier: Apache-2.0
/** Transactions over configurations: staged, checked, applied together or not at all, confirmed or undone. */
package org.strowger.console.config;
