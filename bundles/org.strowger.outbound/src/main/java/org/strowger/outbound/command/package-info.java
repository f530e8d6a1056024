// SPDX-License-Identifier: Apache-2.0
/** The dialler's console commands. */
package org.strowger.outbound.command;
