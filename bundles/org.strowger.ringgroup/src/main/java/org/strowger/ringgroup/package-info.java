// SPDX-License-Identifier: Apache-2.0
/** Numbers that ring several others: at once, one after the other, or both. */
package org.strowger.ringgroup;
