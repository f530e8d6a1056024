// SPDX-License-Identifier: Apache-2.0
/** The console commands of ring groups; the one package that knows Karaf. */
package org.strowger.ringgroup.command;
