// SPDX-License-Identifier: Apache-2.0
/** What an operator sees: how reports are printed, and the commands that belong to no role. */
package org.strowger.console;
