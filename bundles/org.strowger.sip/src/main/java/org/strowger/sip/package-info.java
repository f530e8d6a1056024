// SPDX-License-Identifier: Apache-2.0
/** SIP on the wire: listeners, transactions, dialogs and legs, with the JAIN-SIP RI inside and none of it outside. */
package org.strowger.sip;
