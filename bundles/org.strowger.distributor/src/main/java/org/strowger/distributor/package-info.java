// SPDX-License-Identifier: Apache-2.0
/** The agent distributor: callers wait in queues until agents are free. */
package org.strowger.distributor;
