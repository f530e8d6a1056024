// SPDX-License-Identifier: Apache-2.0
package org.strowger.sip;

import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;

/** Gives every reader of a socket or a connection the stack's one parser. The stack makes this by reflection, from its property MESSAGE_PARSER_FACTORY. */
public final class Parsers implements MessageParserFactory {
    @Override
    public MessageParser createMessageParser(SIPTransactionStack stack) {
        return ((Stack.Tunable) stack).parser();
    }
}
