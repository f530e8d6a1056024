// SPDX-License-Identifier: Apache-2.0
/** Outside lines: accounts at a provider, registered there by us, by which calls go out and come in. */
package org.strowger.sipchannel;
