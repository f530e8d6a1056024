// SPDX-License-Identifier: Apache-2.0
/** The console commands of diversions; the one package that knows Karaf. */
package org.strowger.forward.command;
