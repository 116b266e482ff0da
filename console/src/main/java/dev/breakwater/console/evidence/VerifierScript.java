package dev.breakwater.console.evidence;

import dev.breakwater.audit.evidence.PackVerifier;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The arithmetic of {@code verifier.html} as a module for the console's pages: one program verifies
 * packs offline and entries in the console. It is cut out where the page says that packs begin.
 */
final class VerifierScript {
  private static final String PAGE = "verifier.html";
  private static final String BEGIN = "<script type=\"module\">\n";
  private static final String END = "\n// The pack\n";

  private static final String EXPORTS =
      "\nexport { Broken, Checkpoints, policyOf, proven, sha256, joined, same, hex, text };\n";

  private VerifierScript() {}

  /**
   * @throws IllegalStateException if the page is not as this class knows it
   */
  static Bytes module() {
    String page = page();
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException(PAGE + " has another form");
    }
    String script = page.substring(begin + BEGIN.length(), end);
    return Bytes.of((script + EXPORTS).getBytes(StandardCharsets.UTF_8));
  }

  private static String page() {
    try (InputStream in = Objects.requireNonNull(PackVerifier.class.getResourceAsStream(PAGE))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(PAGE + " is part of this program", e);
    }
  }
}
