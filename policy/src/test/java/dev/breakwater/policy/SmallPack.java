package dev.breakwater.policy;

import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * Packs over the small catalog, for tests: what no rule speaks about is denied by {@code
 * otherwise}.
 */
public final class SmallPack {
  private static final String HEAD =
      """
      pack: test
      zone: UTC
      otherwise:
        id: otherwise
        clause: Art. 0
        from: 2020-01-01
        status: verified
        reason: {zh: 零, en: zero, ja: 零}
      rules:\
      """;

  private SmallPack() {}

  /** Returns the text of a rule about storing {@code data.*} since 2026. */
  public static String rule(String id, String effect, String... more) {
    String rule =
        """

          - id: %s
            clause: Art. 1
            from: 2026-01-01
            stages: [store]
            categories: [data.*]
            effect: %s
            status: verified
            reason: {zh: 一, en: one, ja: 一}\
        """
            .formatted(id, effect);
    return rule + String.join("", Stream.of(more).map(line -> "\n    " + line).toList());
  }

  /** Returns the text of a pack of these rules. */
  public static String text(String... rules) {
    return HEAD + String.join("", rules);
  }

  /** Returns the pack of these rules, compiled. */
  public static PolicyEngine engine(String... rules) {
    try {
      Bytes yaml = Bytes.of(text(rules).getBytes(StandardCharsets.UTF_8));
      return PolicyEngine.compile(PolicyPack.load(yaml, "test.yaml", SmallCatalog.load()));
    } catch (InvalidSourceException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
