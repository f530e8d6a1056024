// SPDX-License-Identifier: Apache-2.0
/**
 * The role of the phones that register here. {@code Registrar} is its face; behind it {@code Registering} answers REGISTER,
 * {@code Callers} says who calls, {@code Called} says how a phone is reached. All three look only into {@code Registry}, which
 * is memory; {@code Storage} fills it from the database at the start and writes behind it from then on.
 */
package org.strowger.registrar;
