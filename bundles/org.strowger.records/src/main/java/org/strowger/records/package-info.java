// SPDX-License-Identifier: Apache-2.0
/** What became of every call: its events journalled, the records derived from them, and these brought to database and files. */
package org.strowger.records;
