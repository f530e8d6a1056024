// SPDX-License-Identifier: Apache-2.0
package org.strowger.api.media;

/**
 * How one stream of audio has fared (RFC 3550 section 6.4).
 *
 * @param received RTP packets that came
 * @param lost how many did not
 * @param jitterMillis how unevenly they come
 * @param sent RTP packets that we sent
 * @param lostThere how many of these the far end says it has missed; -1 where it says nothing
 * @param jitterMillisThere how unevenly it says they come; -1 where it says nothing
 */
public record Quality(
        long received, long lost, double jitterMillis, long sent, long lostThere, double jitterMillisThere) {}
