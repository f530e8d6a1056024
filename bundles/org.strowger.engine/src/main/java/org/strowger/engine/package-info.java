// SPDX-License-Identifier: Apache-2.0
/** Carries a call from its offer to its end: who is calling, where to, how to get there, and both legs until either ends. */
package org.strowger.engine;
