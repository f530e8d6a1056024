// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.ArrayList;
import java.util.List;

/** Reads the columns out_from and out_to, but for refusals. */
final class TemplateParser {
    private static final String KNOWN = "$1 to $9, $from and $to";

    private final String text;
    private final NumberPattern pattern;
    private final List<Template.Part> parts = new ArrayList<>();

    private TemplateParser(String text, NumberPattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /** @param pattern the pattern of the same side, whose captures are $1 to $9 */
    static Template parse(String text, NumberPattern pattern) throws SyntaxException {
        if (text.equals("=")) {
            return Template.KEEP;
        }
        if (text.equals("-") || text.endsWith("*")) {
            throw new SyntaxException(text + " is not one number; = keeps the number as it came");
        }
        if (text.indexOf('-') > 0 && Range.isNumber(text.replace("-", ""))) {
            throw new SyntaxException(text + " is not one number but a range; numbers are written without hyphens");
        }
        return new TemplateParser(text, pattern).parse();
    }

    private Template parse() throws SyntaxException {
        int at = 0;
        while (at < text.length()) {
            at = text.charAt(at) == '$' ? reference(at) : literal(at);
        }
        return new Template(text, parts);
    }

    private int literal(int from) throws SyntaxException {
        int dollar = text.indexOf('$', from);
        String literal = text.substring(from, dollar < 0 ? text.length() : dollar);
        for (int i = 0; i < literal.length(); i++) {
            if (!Digits.isDigit(literal.charAt(i))) {
                throw new SyntaxException("character " + (from + i + 1) + " of " + text + " (" + literal.charAt(i)
                        + ") belongs to no number");
            }
        }
        parts.add((ofPattern, number, query) -> literal);
        return from + literal.length();
    }

    private int reference(int dollar) throws SyntaxException {
        int end = dollar + 1;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        String name = text.substring(dollar + 1, end);
        switch (name) {
            case "from" -> parts.add((ofPattern, number, query) -> query.from());
            case "to" -> parts.add((ofPattern, number, query) -> query.to());
            case "" -> {
                return capture(dollar);
            }
            default -> throw new SyntaxException("$" + name + " in " + text + " is unknown; there are " + KNOWN);
        }
        return end;
    }

    private int capture(int dollar) throws SyntaxException {
        int group = dollar + 1 < text.length() ? text.charAt(dollar + 1) - '0' : -1;
        if (group < 1 || group > 9) {
            throw new SyntaxException(
                    "character " + (dollar + 1) + " of " + text + " is a $ without a name; there are " + KNOWN);
        }
        if (group > pattern.captures()) {
            throw new SyntaxException("$" + group + " has nothing to stand for: " + pattern + " captures "
                    + (pattern.captures() == 0 ? "nothing" : "no more than $" + pattern.captures()));
        }
        parts.add((ofPattern, number, query) -> ofPattern.capture(number, group));
        return dollar + 2;
    }
}
