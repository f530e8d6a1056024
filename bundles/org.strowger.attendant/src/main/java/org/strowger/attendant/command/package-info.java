// SPDX-License-Identifier: Apache-2.0
/** The attendant's console commands; the one package that knows Karaf. */
package org.strowger.attendant.command;
