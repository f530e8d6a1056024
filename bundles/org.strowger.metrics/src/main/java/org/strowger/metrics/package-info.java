// SPDX-License-Identifier: Apache-2.0
/** How the exchange is doing, for Prometheus and for whoever asks whether it is well. */
package org.strowger.metrics;
