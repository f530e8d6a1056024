// SPDX-License-Identifier: Apache-2.0
package org.strowger.distribution.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A SIP message as it was on the wire: the tests read it by themselves, not with the stack that they test. */
public record Message(String startLine, List<Map.Entry<String, String>> headers, String body) {
    private static final Map<String, String> SHORT = Map.of(
            "v",
            "via",
            "f",
            "from",
            "t",
            "to",
            "i",
            "call-id",
            "m",
            "contact",
            "l",
            "content-length",
            "c",
            "content-type",
            "s",
            "subject",
            "k",
            "supported");

    /** Reads a message; what is no header line is left out. */
    public static Message parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        String head = end < 0 ? text : text.substring(0, end);
        String[] lines = head.replaceAll("\r\n[ \t]+", " ").split("\r\n");
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.add(Map.entry(
                        lines[i].substring(0, colon).trim(),
                        lines[i].substring(colon + 1).trim()));
            }
        }
        return new Message(lines[0], List.copyOf(headers), end < 0 ? "" : text.substring(end + 4));
    }

    /** Whether it is an answer. */
    public boolean isResponse() {
        return startLine.startsWith("SIP/2.0 ");
    }

    /** The status of an answer, 0 for a request. */
    public int status() {
        return isResponse() ? Integer.parseInt(startLine.substring(8, 11)) : 0;
    }

    /** The method of a request, or of the request that an answer answers. */
    public String method() {
        return isResponse()
                ? header("CSeq").replaceAll("^\\d+\\s+", "")
                : startLine.substring(0, startLine.indexOf(' '));
    }

    /** The Request-URI of a request, to the letter. */
    public String uri() {
        return startLine.substring(startLine.indexOf(' ') + 1, startLine.lastIndexOf(' '));
    }

    /** The lines of one header, in order, each as it stands; the short form of a name counts as the long one. */
    public List<String> lines(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return headers.stream()
                .filter(header -> {
                    String given = header.getKey().toLowerCase(Locale.ROOT);
                    return SHORT.getOrDefault(given, given).equals(wanted);
                })
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The values of a header that is a list, whether in one line or several. */
    public List<String> values(String name) {
        List<String> values = new ArrayList<>();
        for (String line : lines(name)) {
            int start = 0;
            boolean quoted = false;
            int depth = 0;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                quoted = c == '"' ? !quoted : quoted;
                depth += quoted ? 0 : c == '<' ? 1 : c == '>' ? -1 : 0;
                if (c == ',' && !quoted && depth == 0) {
                    values.add(line.substring(start, i).trim());
                    start = i + 1;
                }
            }
            values.add(line.substring(start).trim());
        }
        return List.copyOf(values);
    }

    /** The first line of a header, or the test fails. */
    public String header(String name) {
        return lines(name).stream().findFirst().orElseThrow(() -> new AssertionError("no " + name + " in\n" + this));
    }

    /** A parameter of a header's first line, without quotes. */
    public Optional<String> parameter(String header, String name) {
        return lines(header).stream().findFirst().flatMap(line -> parameterOf(line, name));
    }

    /** A parameter of a header value, without quotes. */
    public static Optional<String> parameterOf(String value, String name) {
        Matcher matcher = Pattern.compile(
                        "(?i)(?:^|[;,\\s])" + Pattern.quote(name) + "\\s*=\\s*(?:\"([^\"]*)\"|([^;,\\s>]*))")
                .matcher(value);
        return matcher.find()
                ? Optional.of(matcher.group(1) != null ? matcher.group(1) : matcher.group(2))
                : Optional.empty();
    }

    /** An answer to this request, with our tag in To, and further header lines. */
    public String reply(int status, String phrase, String... moreLines) {
        return answer(status, phrase, "", moreLines);
    }

    /** An answer 200 to this INVITE by a phone that is here. */
    public String accept(Peer phone) {
        return accept(phone, Sdp.audio(phone.host(), 49_170));
    }

    /** An answer 200 to this INVITE by a phone that is here, with a description. */
    public String accept(Peer phone, String description) {
        return answer(200, "OK", description, "Contact: <sip:" + phone + ">", "Content-Type: application/sdp");
    }

    private String answer(int status, String phrase, String content, String... moreLines) {
        StringBuilder text = new StringBuilder("SIP/2.0 " + status + " " + phrase + "\r\n");
        for (String via : lines("Via")) {
            text.append("Via: ").append(via).append("\r\n");
        }
        text.append("From: ").append(header("From")).append("\r\n");
        String to = header("To");
        text.append("To: ")
                .append(to)
                .append(to.contains(";tag=") ? "" : ";tag=wire-b")
                .append("\r\n");
        text.append("Call-ID: ").append(header("Call-ID")).append("\r\n");
        text.append("CSeq: ").append(header("CSeq")).append("\r\n");
        for (String line : moreLines) {
            text.append(line).append("\r\n");
        }
        return text.append("Content-Length: ")
                .append(content.length())
                .append("\r\n\r\n")
                .append(content)
                .toString();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(startLine).append("\r\n");
        headers.forEach(header -> text.append(header.getKey())
                .append(": ")
                .append(header.getValue())
                .append("\r\n"));
        return text.append("\r\n").append(body).toString();
    }
}
