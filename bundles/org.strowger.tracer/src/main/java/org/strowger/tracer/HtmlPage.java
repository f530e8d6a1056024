// SPDX-License-Identifier: Apache-2.0
package org.strowger.tracer;

import java.time.Instant;
import java.util.List;

/** A story as a page that needs nothing else: a row for each item, with the whole message to be unfolded. Pure functions. */
final class HtmlPage {
    private static final String HEAD =
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <style>
            :root { color-scheme: light dark }
            body { font: 15px/1.4 system-ui, sans-serif; margin: 1rem }
            td, th { padding: .15rem .6rem; vertical-align: top; text-align: left }
            td.at { font-family: monospace; white-space: nowrap }
            tr.decision td { opacity: .85; font-style: italic }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .3rem 0 }
            </style>
            """;

    private HtmlPage() {}

    static String of(Story story) {
        List<String> peers = Ladder.peers(story);
        StringBuilder page = new StringBuilder(HEAD);
        String title = "Call " + escaped(story.call());
        page.append("<title>")
                .append(title)
                .append("</title></head><body><h1>")
                .append(title)
                .append("</h1>\n");
        page.append("<table><thead><tr><th>time</th><th>exchange</th>");
        peers.forEach(peer -> page.append("<th>").append(escaped(peer)).append("</th>"));
        page.append("</tr></thead><tbody>\n");
        story.items().forEach(item -> row(page, item, peers));
        return page.append("</tbody></table></body></html>\n").toString();
    }

    private static void row(StringBuilder page, Item item, List<String> peers) {
        String at = "<td class=\"at\">" + Instant.ofEpochMilli(item.millis()) + "</td>";
        if (item instanceof Item.Decision decision) {
            page.append("<tr class=\"decision\">").append(at);
            page.append("<td colspan=\"").append(peers.size() + 1).append("\">");
            page.append(escaped(decision.kind() + ": " + decision.words())).append("</td></tr>\n");
            return;
        }
        Item.Message message = (Item.Message) item;
        int column = peers.indexOf(message.transport() + ":" + message.peer());
        page.append("<tr>")
                .append(at)
                .append("<td>")
                .append(message.sent() ? "&rarr;" : "&larr;")
                .append("</td>");
        page.append("<td></td>".repeat(column)).append("<td><details><summary>");
        page.append(escaped(Sip.summary(message.text()))).append("</summary><pre>");
        page.append(escaped(message.text())).append("</pre></details></td></tr>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
