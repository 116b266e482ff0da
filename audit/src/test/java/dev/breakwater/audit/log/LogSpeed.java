package dev.breakwater.audit.log;

import dev.breakwater.audit.auditor.DirectorySource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.Prover;
import dev.breakwater.audit.auditor.TlogProof;
import dev.breakwater.audit.auditor.Verifier;
import dev.breakwater.audit.auditor.VerifyReport;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.store.DirectoryLogStore;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures the log on a real disk: see {@code bench/log}. Each step says what it aims at; a figure
 * of a machine that does something else besides is only a hint.
 */
public final class LogSpeed {
  private static final int BATCH = 8192;
  private static final int SYNCHRONOUS_BATCH = 512;
  private static final int SYNCHRONOUS_BATCHES = 40;
  private static final int CHECKS = 2000;
  private static final long LARGE = 100_000_000;
  private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");

  private final Path home;
  private final SignerKey key = SignerKey.generate("bench.example/log", new SecureRandom());
  private final TransparencyLog log;
  private final PolicyFile policy;
  private final DirectorySource published;
  private long made;

  private LogSpeed(Path home, DirectoryLogStore store) throws Exception {
    this.home = home;
    this.log = TransparencyLog.open(store, key, InstantSource.fixed(NOW));
    this.published = new DirectorySource(home.resolve("log"));
    PolicyFile.write(home.resolve("policy"), key.verifierKey());
    this.policy = PolicyFile.read(home.resolve("policy"));
  }

  /** Arguments: a directory that does not exist yet, and how many entries the log gets. */
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    long entries = Long.parseLong(arguments[1]);
    Files.createDirectories(home);
    try (var store = DirectoryLogStore.open(home.resolve("log"), home.resolve("state"))) {
      var speed = new LogSpeed(home, store);
      speed.append(entries);
      speed.appendWithProofs();
      speed.checkProofs();
      speed.verify();
      speed.verify();
      speed.size();
    }
  }

  private List<LeafContent> leaves(int count) {
    List<LeafContent> leaves = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      var number = ByteBuffer.allocate(Long.BYTES).putLong(made++).array();
      leaves.add(
          new LeafContent(
              "STORE",
              Digest.of(number),
              "STORED",
              List.of("cn-auto/telemetry-open", "cn-auto/minimum-retention"),
              Digest.ZERO,
              NOW));
    }
    return leaves;
  }

  /** Twice as many each time, so that the slope shows. */
  private void append(long entries) throws Exception {
    double first = 0;
    double last = 0;
    int doublings = 0;
    for (long target = 4L * BATCH; log.head().size() < entries; target *= 2) {
      long from = log.head().size();
      long before = System.nanoTime();
      while (log.head().size() < Math.min(target, entries)) {
        log.append(leaves(BATCH), Bytes.EMPTY);
      }
      last = micros(before) / (log.head().size() - from);
      if (from > 0) { // the first ones warm up
        first = first == 0 ? last : first;
        doublings++;
      }
      print("append, batch, durable: %,.0f entries/s up to %,d (aim 10,000)", 1e6 / last, target);
    }
    double slope = doublings < 2 ? 0 : (last - first) / (doublings - 1);
    double more = Math.log((double) LARGE / log.head().size()) / Math.log(2);
    print(
        "growth: %+.3f us an entry at each doubling; at %,d: %,.0f entries/s",
        slope, LARGE, 1e6 / Math.max(last + Math.max(slope, 0) * more, last));
  }

  /** Each of a batch waits until its proof is there; the batch is what arrives meanwhile. */
  private void appendWithProofs() throws Exception {
    var prover = new Prover(published, policy);
    double[] waits = new double[SYNCHRONOUS_BATCHES];
    long before = System.nanoTime();
    for (int i = 0; i < SYNCHRONOUS_BATCHES; i++) {
      long begun = System.nanoTime();
      long from = log.head().size();
      log.append(leaves(SYNCHRONOUS_BATCH), Bytes.EMPTY);
      List<TlogProof> proofs = prover.proveAll(from, log.head().size());
      if (proofs.size() != SYNCHRONOUS_BATCH) {
        throw new IllegalStateException(proofs.size() + " proofs");
      }
      // Who came at the beginning of the batch before has waited for that one, too.
      waits[i] = 2 * micros(begun) / 1e6;
    }
    double perEntry = micros(before) / (SYNCHRONOUS_BATCH * SYNCHRONOUS_BATCHES);
    Arrays.sort(waits);
    double slowest = waits[(int) Math.ceil(0.99 * waits.length) - 1];
    print("append with its proof: %,.0f entries/s (aim 2,000)", 1e6 / perEntry);
    print("wait for the proof, p99: %.3f s (aim 2)", slowest);
  }

  private void checkProofs() throws Exception {
    TlogProof proof = new Prover(published, policy).prove(log.head().size() / 3);
    Bytes file = proof.encode();
    double[] millis = new double[CHECKS];
    for (int i = 0; i < CHECKS; i++) {
      long before = System.nanoTime();
      TlogProof.parse(file).verify(policy);
      millis[i] = micros(before) / 1e3;
    }
    Arrays.sort(millis);
    print(
        "check of one proof, offline: median %.3f ms, p99 %.3f ms (aim 5)",
        millis[CHECKS / 2], millis[CHECKS * 99 / 100]);
  }

  private void verify() throws IOException {
    long before = System.nanoTime();
    VerifyReport report = new Verifier(published).verify(policy);
    double seconds = micros(before) / 1e6;
    if (report.exitCode() != 0) {
      throw new IllegalStateException(report.toString());
    }
    double rate = log.head().size() / seconds;
    print("verification: %,.0f entries/s (aim 200,000)", rate);
    print("verification of %,d: %.0f s", LARGE, LARGE / rate);
  }

  private void size() throws IOException {
    try (var files = Files.walk(home.resolve("log"))) {
      long[] bytes =
          files.filter(Files::isRegularFile).mapToLong(each -> each.toFile().length()).toArray();
      double each = (double) Arrays.stream(bytes).sum() / log.head().size();
      print(
          "size: %.0f bytes and %.4f files an entry",
          each, (double) bytes.length / log.head().size());
      print("size at %,d: %.1f GB", LARGE, each * LARGE / 1e9);
    }
  }

  private static double micros(long beforeNanos) {
    return (System.nanoTime() - beforeNanos) / 1e3;
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static void print(String format, Object... values) {
    System.out.println(format.formatted(values));
  }
}
