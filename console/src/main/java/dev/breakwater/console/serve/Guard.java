package dev.breakwater.console.serve;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** The headers that every answer has. */
final class Guard {
  /** Nothing but this server's own files; no inline code and no inline style. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
          + " connect-src 'self'; font-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  /** One year, as RFC 6797 6.1.1 shows it. */
  private static final String HTTPS_ONLY = "max-age=31536000";

  private Guard() {}

  static void protect(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("Strict-Transport-Security", HTTPS_ONLY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    context.next();
  }
}
