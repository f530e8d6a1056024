// SPDX-License-Identifier: Apache-2.0
/** The commands themselves. The only package of the bundle that knows Karaf. */
package org.strowger.console.command;
