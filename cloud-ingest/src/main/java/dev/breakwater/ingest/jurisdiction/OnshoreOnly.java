package dev.breakwater.ingest.jurisdiction;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import dev.breakwater.policy.jurisdiction.JurisdictionList;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The gate in front of everything that can be read: who asks from abroad, or from nobody knows
 * where, gets no answer, because an answer would be an export (PIPL Art. 38; 2026 Auto Export
 * Guide). Such a reader is a recipient, and asks the border. Put it on every context of a server;
 * other ways to read call {@link #refusal}. Safe for use by several threads.
 */
public final class OnshoreOnly extends Filter {
  /** RFC 7725. */
  private static final int UNAVAILABLE_FOR_LEGAL_REASONS = 451;

  private final JurisdictionList list;

  public OnshoreOnly(JurisdictionList list) {
    this.list = list;
  }

  /** Returns why somebody gets no answer; empty if it is known to be onshore. */
  public Optional<String> refusal(InetAddress peer) {
    if (list.isOnshore(peer.getAddress())) {
      return Optional.empty();
    }
    return Optional.of(
        "You ask from %s: an answer would be an export (PIPL Art. 38; 2026 Auto Export Guide). Ask for it by 'breakwater cloud export request'."
            .formatted(list.of(peer.getAddress()).orElse("a network that is not listed")));
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    Optional<String> refusal = refusal(exchange.getRemoteAddress().getAddress());
    if (refusal.isEmpty()) {
      chain.doFilter(exchange);
      return;
    }
    try (exchange) {
      byte[] text = (refusal.get() + "\n").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(UNAVAILABLE_FOR_LEGAL_REASONS, text.length);
      exchange.getResponseBody().write(text);
    }
  }

  @Override
  public String description() {
    return "answers onshore only";
  }
}
