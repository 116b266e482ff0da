package dev.breakwater.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.PolicyFileException;
import dev.breakwater.audit.auditor.Verifier;
import dev.breakwater.audit.auditor.VerifyReport;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.store.MemoryLogStore;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Leaves, keys and the check that every test of the log ends with. */
public final class LogFixture {
  public static final Instant NOW = Instant.parse("2026-11-23T14:05:06.789Z");
  public static final SignerKey KEY =
      SignerKey.generate("breakwater.example/log", new SecureRandom());

  private LogFixture() {}

  /** Returns leaves number {@code from} to {@code to - 1}, each with its own commitment. */
  public static List<LeafContent> leaves(long from, long to) {
    return LongStream.range(from, to).mapToObj(LogFixture::leaf).toList();
  }

  public static Digest commitment(long number) {
    return Digest.of(bytes("item " + number));
  }

  public static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static PolicyFile policy() {
    try {
      String text = "log " + KEY.verifierKey() + "\nquorum none\n";
      return PolicyFile.parse("policy", bytes(text));
    } catch (PolicyFileException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is published verifies, byte for byte; nothing is left staged; sizes agree. */
  public static void assertSound(MemoryLogStore store, LogHead head) throws IOException {
    VerifyReport report = new Verifier(source(store)).verify(policy());

    assertThat(report).isEqualTo(new VerifyReport.Verified(head.checkpoint(), true));
    assertThat(store.stagedAppends()).isZero();
    assertThat(store.head()).isEqualTo(head.encode());
  }

  public static LogSource source(MemoryLogStore store) {
    return new LogSource() {
      @Override
      public Optional<Bytes> read(String path, int maxBytes) {
        return store.read(path);
      }

      @Override
      public Optional<List<String>> list() {
        return Optional.of(new ArrayList<>(store.published().keySet()));
      }
    };
  }

  private static LeafContent leaf(long number) {
    return new LeafContent(
        "STORE",
        commitment(number),
        number % 7 == 0 ? "REFUSED" : "STORED",
        List.of("cn-auto/rule-" + number % 3),
        Digest.ZERO,
        LeafContent.hourOf(NOW));
  }
}
