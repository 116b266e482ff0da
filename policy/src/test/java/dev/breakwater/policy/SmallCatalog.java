package dev.breakwater.policy;

import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;

/** A catalog of a few kinds, for packs that tests write. */
public final class SmallCatalog {
  /** Its text: {@code data.a} is of nobody, {@code data.b} is a person's and important. */
  public static final String TEXT =
      """
      catalog: small
      kinds:
        data.a:
          sensor: test
          level: general
          sensitivity: none
          subject: nobody
          collected-by-default: true
          precision: "1"
          basis: Art. 1
          surveying: false
          grade: open
          signals: [Vehicle.A.*]
        data.b:
          sensor: test camera
          level: important
          important: [1, 4]
          sensitivity: sensitive
          subject: driver
          collected-by-default: false
          precision: "1"
          basis: Art. 1
          surveying: true
          grade: closed
          moves: {mask: conditional, aggregate: open}
          signals: [Vehicle.B]
      """;

  private SmallCatalog() {}

  /** Reads it. */
  public static Catalog load() {
    try {
      return Catalog.load(Bytes.of(TEXT.getBytes(StandardCharsets.UTF_8)), "small.yaml");
    } catch (InvalidSourceException e) {
      throw new IllegalStateException(e);
    }
  }
}
