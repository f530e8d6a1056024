// SPDX-License-Identifier: Apache-2.0
/** The dialler: calls that programs make. */
package org.strowger.outbound;
