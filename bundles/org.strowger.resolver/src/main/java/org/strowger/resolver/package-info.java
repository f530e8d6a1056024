// SPDX-License-Identifier: Apache-2.0
/** Finds the servers behind a name: RFC 3263. */
package org.strowger.resolver;
