// SPDX-License-Identifier: Apache-2.0
/** Why a call became what it did: its messages and its decisions, kept in memory for a while without being asked, and shown as a ladder. */
package org.strowger.tracer;
