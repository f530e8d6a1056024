// SPDX-License-Identifier: Apache-2.0
/** The auto-attendant: menus that answer, ask and connect. */
package org.strowger.attendant;
