// SPDX-License-Identifier: Apache-2.0
/** The distributor's console commands; the one package that knows Karaf. */
package org.strowger.distributor.command;
