// SPDX-License-Identifier: Apache-2.0
package org.strowger.router;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.strowger.api.sip.Status;

/** Reads one row: {@code in_from in_to out_from out_to [via] [option=value ...]}. Every column's error is found. */
final class RowParser {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern OPTION = Pattern.compile("([A-Za-z][A-Za-z_.-]*)=(.*)");
    private static final Pattern ROLE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
    private static final Pattern STATUS = Pattern.compile("![4-6][0-9][0-9]");
    /** \d in a .cfg file arrives as d: the backslash has to be doubled there. */
    private static final Pattern LOST_BACKSLASH = Pattern.compile("[^\\\\A-Za-z][dw][+*{?]");

    private final String key;
    private final List<Finding> findings;

    private RowParser(String key, List<Finding> findings) {
        this.key = key;
        this.findings = findings;
    }

    /** @return nothing where the row has errors, which are then among the findings */
    static Optional<Row> parse(String key, String text, List<Finding> findings) {
        return new RowParser(key, findings).parse(text.strip());
    }

    private Optional<Row> parse(String text) {
        List<String> columns = Arrays.asList(BLANKS.split(text));
        if (columns.size() < 4) {
            error(
                    "",
                    "needs four columns, in_from in_to out_from out_to, and has "
                            + (text.isEmpty() ? 0 : columns.size()));
            return Optional.empty();
        }
        int errors = findings.size();
        int options = 4;
        while (options < columns.size() && !OPTION.matcher(columns.get(options)).matches()) {
            options++;
        }
        NumberPattern inFrom = pattern("in_from", columns.get(0));
        NumberPattern inTo = pattern("in_to", columns.get(1));
        Template outFrom = template("out_from", columns.get(2), inFrom);
        List<String> rest = columns.subList(4, options);
        Optional<Status> refusal = Optional.empty();
        Template outTo = Template.KEEP;
        List<Optional<String>> ways = List.of(Optional.empty());
        if (columns.get(3).startsWith("!")) {
            refusal = refusal(columns.get(3), String.join(" ", rest), columns.get(2));
        } else {
            outTo = template("out_to", columns.get(3), inTo);
            ways = ways(rest);
        }
        String callin = callin(columns.subList(options, columns.size()));
        if (findings.stream().skip(errors).anyMatch(Finding::fatal)) {
            return Optional.empty();
        }
        return Optional.of(
                new Row(key, String.join(" ", columns), inFrom, inTo, callin, outFrom, outTo, refusal, ways));
    }

    private NumberPattern pattern(String column, String text) {
        try {
            NumberPattern pattern = PatternParser.parse(text);
            if (pattern instanceof Regex && LOST_BACKSLASH.matcher(text).find()) {
                findings.add(Finding.warning(
                        key, column, text + " repeats a letter: in a .cfg file \\d is written \\\\d, or better [0-9]"));
            }
            return pattern;
        } catch (SyntaxException e) {
            error(column, e.getMessage());
            return null;
        }
    }

    private Template template(String column, String text, NumberPattern pattern) {
        try {
            // where the pattern is unreadable its captures are unknown: let that one error stand
            return pattern == null ? Template.KEEP : TemplateParser.parse(text, pattern);
        } catch (SyntaxException e) {
            error(column, e.getMessage());
            return Template.KEEP;
        }
    }

    private Optional<Status> refusal(String text, String phrase, String outFrom) {
        if (!outFrom.equals("=")) {
            error("out_from", "a call that is refused shows no caller: write =");
        }
        if (!STATUS.matcher(text).matches()) {
            error("out_to", text + " is no refusal: ! stands before a status from 400 to 699, such as !404");
            return Optional.empty();
        }
        int code = Integer.parseInt(text.substring(1));
        if (code == 401 || code == 407) {
            error("out_to", text + " would need a challenge, which a route has none of; !403 forbids the call");
            return Optional.empty();
        }
        if (phrase.chars().anyMatch(Character::isISOControl)) {
            error("out_to", "the words of the refusal hold a control character");
            return Optional.empty();
        }
        return Optional.of(phrase.isEmpty() ? Status.of(code) : new Status(code, phrase));
    }

    private List<Optional<String>> ways(List<String> rest) {
        if (rest.isEmpty()) {
            return List.of(Optional.empty());
        }
        if (rest.size() > 1) {
            error(
                    "via",
                    "is '" + String.join(" ", rest) + "', more than one column: roles stand in the order of trial"
                            + " with commas between and without blanks");
            return List.of();
        }
        Set<String> roles = new LinkedHashSet<>();
        for (String role : rest.get(0).split("[,|]", -1)) {
            if (!ROLE.matcher(role).matches()) {
                error("via", "'" + role + "' is no role, such as registrar or trunk-carrier");
            } else if (!roles.add(role)) {
                error("via", role + " is named twice");
            }
        }
        return roles.stream().map(Optional::of).toList();
    }

    private String callin(List<String> options) {
        String callin = "";
        for (String option : options) {
            var matcher = OPTION.matcher(option);
            if (!matcher.matches()) {
                error("options", "'" + option + "' is no option, such as callin=registrar");
            } else if (!matcher.group(1).equals("callin")) {
                error("options", "unknown option '" + matcher.group(1) + "'; there is callin=ROLE");
            } else if (!callin.isEmpty()) {
                error("options", "callin is given twice");
            } else if (!ROLE.matcher(matcher.group(2)).matches()) {
                error("options", "callin: '" + matcher.group(2) + "' is no role, such as registrar or trunk-carrier");
            } else {
                callin = matcher.group(2);
            }
        }
        return callin;
    }

    private void error(String column, String reason) {
        findings.add(Finding.error(key, column, reason));
    }
}
