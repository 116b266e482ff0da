package dev.breakwater.ingest.console;

import dev.breakwater.ingest.console.Status.TopicRow;
import dev.breakwater.ingest.console.Status.VehicleRow;
import dev.breakwater.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page as text: no script, no resource from anywhere else. */
final class StatusHtml {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1b2430; --soft: #5b6776; --line: #d8dee6;
        --paper: #f7f9fb; --card: #ffffff; --good: #0b6b4f; --warn: #8a5a00; --bad: #a5242d; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e6ebf1; --soft: #9aa7b6;
        --line: #2c3643; --paper: #11161d; --card: #19212b; --good: #5fd0a8; --warn: #e3b35a;
        --bad: #ff8d92; } }
      * { box-sizing: border-box; }
      body { margin: 0 auto; max-width: 64rem; padding: 2rem 1.25rem 4rem; color: var(--ink);
        background: var(--paper); font: 1rem/1.5 system-ui, sans-serif; }
      h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2.5rem 0 .75rem; }
      p { margin: .25rem 0; color: var(--soft); } a { color: inherit; }
      dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: 1rem;
        margin: 1.5rem 0 0; }
      dl div { background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
        padding: 1rem; }
      dt { color: var(--soft); font-size: .875rem; }
      dd { margin: .25rem 0 0; font-size: 1.75rem; font-variant-numeric: tabular-nums; }
      .good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
      code { font: .875rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
      .table { overflow-x: auto; }
      table { width: 100%; border-collapse: collapse; background: var(--card); }
      caption { text-align: left; color: var(--soft); padding: 0 0 .5rem; }
      th, td { text-align: left; padding: .5rem .75rem; border-bottom: 1px solid var(--line); }
      td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
      """;

  /** The only style the browser may apply (CSP level 3, hash source). */
  static final String STYLE_SOURCE = "'sha256-" + hash(STYLE) + "'";

  private StatusHtml() {}

  private static String hash(String style) {
    byte[] bytes = style.getBytes(StandardCharsets.UTF_8);
    byte[] digest = Digest.of(bytes).value().toArray();
    return Base64.getEncoder().encodeToString(digest);
  }

  static String of(Status status) {
    return page(
        figures(status) + log(status) + vehicles(status.vehicles()) + topics(status.topics()));
  }

  static String unavailable(String problem) {
    return page("<p class=\"bad\" role=\"alert\">" + escape(problem) + "</p>");
  }

  private static String page(String content) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Breakwater: onshore status</title>
    <style>%s</style>
    </head>
    <body>
    <main>
    <h1>Breakwater</h1>
    <p>Onshore status, read from the store, the log and Kafka. The page renews itself every
    five seconds. <a href="/status.json">The same as JSON</a></p>
    %s
    </main>
    </body>
    </html>
    """
        .formatted(STYLE, content);
  }

  private static String figures(Status status) {
    return "<dl>"
        + figure("Stored", "good", status.stored())
        + figure("Refused by the policy", "warn", status.refused())
        + figure("Quarantined", status.quarantined() == 0 ? "" : "bad", status.quarantined())
        + figure("Entries of the log", "", status.logSize())
        + "</dl>";
  }

  private static String figure(String name, String tone, long value) {
    return "<div><dt>%s</dt><dd class=\"%s\">%s</dd></div>".formatted(name, tone, grouped(value));
  }

  private static String log(Status status) {
    return """
    <h2>Audit log</h2>
    <p>Root hash of %s entries: <code>%s</code></p>
    <p>Its public files start with the <a href="/log/checkpoint">signed checkpoint</a>.</p>
    """
        .formatted(grouped(status.logSize()), escape(status.logRoot()));
  }

  private static String vehicles(List<VehicleRow> vehicles) {
    String rows =
        vehicles.stream()
            .map(
                row ->
                    "<tr><td><code>%s</code></td><td class=\"%s\">%s</td><td>%s</td></tr>"
                        .formatted(
                            escape(row.vehicle()),
                            row.status().equals("ENROLLED") ? "good" : "bad",
                            escape(row.status()),
                            Instant.ofEpochMilli(row.sinceMillis())))
            .collect(Collectors.joining());
    return table(
        "Vehicles",
        vehicles.size() + " in the registry",
        "<th scope=\"col\">Vehicle</th><th scope=\"col\">Status</th><th scope=\"col\">Since</th>",
        rows);
  }

  private static String topics(List<TopicRow> topics) {
    String rows =
        topics.stream()
            .map(
                row ->
                    ("<tr><td>%s</td><td class=\"number\">%d</td><td class=\"number\">%s</td>"
                            + "<td class=\"number\">%s</td></tr>")
                        .formatted(
                            escape(row.topic()),
                            row.partition(),
                            grouped(row.firstOffset()),
                            grouped(row.nextOffset())))
            .collect(Collectors.joining());
    return table(
        "Kafka",
        "Offsets of each partition",
        "<th scope=\"col\">Topic</th><th scope=\"col\" class=\"number\">Partition</th>"
            + "<th scope=\"col\" class=\"number\">First</th>"
            + "<th scope=\"col\" class=\"number\">Next</th>",
        rows);
  }

  private static String table(String title, String caption, String head, String rows) {
    return """
    <h2>%s</h2>
    <div class="table"><table><caption>%s</caption>
    <thead><tr>%s</tr></thead><tbody>%s</tbody></table></div>
    """
        .formatted(title, caption, head, rows);
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
