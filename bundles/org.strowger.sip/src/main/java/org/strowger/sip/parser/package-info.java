// SPDX-License-Identifier: Apache-2.0
/** SIP messages from bytes, cheaper than by the stack's own parser and with the same result. */
package org.strowger.sip.parser;
