package dev.breakwater.audit.fsck;

import dev.breakwater.audit.auditor.DirectorySource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.Verifier;
import dev.breakwater.audit.auditor.VerifyReport;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.durable.DirectoryLock;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks a log's two directories while nobody writes: every published byte, as {@link Verifier}
 * does; that no superseded partial tile is left; that the private head is that of the published
 * checkpoint, and nothing is half done. Changes nothing. The caller checks what the head remembers.
 */
public final class LogFsck {
  private static final Set<String> STATE = Set.of("head", "lock", "staged", "unfinished");
  private static final Pattern HEAD =
      Pattern.compile(
          "dev\\.breakwater/log-head@v1\nat [0-9]{1,15}\nstaged ([0-9a-f]{64})\n"
              + "attachment ([A-Za-z0-9+/]*=*)\n\n(.*)",
          Pattern.DOTALL);
  private static final int MAX_HEAD_BYTES = 1 << 20;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final Path published;
  private final Path state;
  private final PolicyFile policy;
  private final List<Finding> findings = new ArrayList<>();

  /** The staged append that the head names. */
  private String decided = "";

  private LogFsck(Path published, Path state, PolicyFile policy) {
    this.published = published;
    this.state = state;
    this.policy = policy;
  }

  /**
   * What was found.
   *
   * @param size entries of the published log; empty if it does not verify
   * @param attachment of the head: what its writer remembers
   */
  public record Report(List<Finding> findings, OptionalLong size, Optional<Bytes> attachment) {
    public Report {
      findings = List.copyOf(findings);
    }
  }

  /**
   * @throws IOException if a directory cannot be read, or the log is open
   */
  public static Report check(Path published, Path state, PolicyFile policy) throws IOException {
    DirectoryLock lock = DirectoryLock.take(state, "the log is open: stop its writer first");
    try (lock) {
      return new LogFsck(published, state, policy).report();
    }
  }

  private Report report() throws IOException {
    VerifyReport verified = new Verifier(new DirectorySource(published)).verify(policy);
    OptionalLong size =
        verified.match(
            good -> OptionalLong.of(good.checkpoint().size()),
            integrity -> OptionalLong.empty(),
            this::broken);
    if (size.isPresent()) {
      findSuperseded(size.getAsLong());
    }
    Optional<Bytes> attachment = head();
    requireNothingHalfDone();
    return new Report(findings, size, attachment);
  }

  private OptionalLong broken(VerifyReport.Broken broken) {
    findings.add(new Finding(broken.index(), broken.file(), broken.what()));
    return OptionalLong.empty();
  }

  /** A verifier forgives them (C2SP tlog-tiles); the operator's writer deletes them. */
  private void findSuperseded(long size) throws IOException {
    for (String path : new DirectorySource(published).list().orElseThrow()) {
      Optional<Tile> tile = Tile.parse(path);
      if (tile.isPresent() && !tile.get().isIn(size)) {
        long first = (tile.get().index() * Tile.FULL) << (8 * Math.max(0, tile.get().level()));
        findings.add(new Finding(first, path, "is superseded and still there"));
      }
    }
  }

  private Optional<Bytes> head() throws IOException {
    Path file = state.resolve("head");
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_HEAD_BYTES) {
      return damaged("is missing or too long");
    }
    Matcher form = HEAD.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (!form.matches()) {
      return damaged("is no head of a log");
    }
    decided = form.group(1);
    Bytes note = Bytes.of(form.group(3).getBytes(StandardCharsets.ISO_8859_1));
    try {
      requireSameCheckpoint(SignedNote.parse(note));
      return Optional.of(Bytes.of(Base64.getDecoder().decode(form.group(2))));
    } catch (NoteException | IllegalArgumentException e) {
      return damaged("has no signed checkpoint: " + e.getMessage());
    }
  }

  private Optional<Bytes> damaged(String what) {
    findings.add(new Finding(Finding.NO_INDEX, "head", what));
    return Optional.empty();
  }

  private void requireSameCheckpoint(SignedNote head) throws IOException {
    Optional<Bytes> checkpoint =
        new DirectorySource(published).read("checkpoint", SignedNote.MAX_BYTES);
    if (checkpoint.isEmpty()) {
      return; // the verifier has named it
    }
    try {
      SignedNote shown = SignedNote.parse(checkpoint.get());
      // What is published may have the cosignatures of witnesses besides.
      if (!shown.text().equals(head.text()) || !shown.signatures().containsAll(head.signatures())) {
        var what = "is of another checkpoint than the published one";
        findings.add(new Finding(Finding.NO_INDEX, "head", what));
      }
    } catch (NoteException e) {
      return; // likewise
    }
  }

  private void requireNothingHalfDone() throws IOException {
    for (String name : names(state)) {
      if (!STATE.contains(name)) {
        findings.add(new Finding(Finding.NO_INDEX, name, "does not belong beside the head"));
      }
    }
    for (String name : names(state.resolve("unfinished"))) {
      halfDone("unfinished/" + name);
    }
    for (String name : names(state.resolve("staged"))) {
      // An append that was cut off before the head named it never happened: the next one clears it.
      if (name.equals(decided) || !DIGEST.matcher(name).matches()) {
        halfDone("staged/" + name);
      }
    }
  }

  private void halfDone(String file) {
    String what = "is half done: open the log with its writer once";
    findings.add(new Finding(Finding.NO_INDEX, file, what));
  }

  private static List<String> names(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
