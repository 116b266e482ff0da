package dev.breakwater.ingest.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.breakwater.ingest.onshore.ClipReader;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.IncompleteClipException;
import dev.breakwater.policy.Decision;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.KnownFacts;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Builds a data set, or builds it again: then clips that are erased, withdrawn or past their
 * retention since are taken out of the folder, and the manifest counts them.
 */
public final class DatasetBuilder {
  /** Beside the clips. */
  public static final String MANIFEST = "manifest.json";

  private static final int MAX_MANIFEST_BYTES = 256 << 20;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final ClipReader clips;
  private final PolicyEngine policy;
  private final LogIndexes log;
  private final BuildRecord record;

  /** Where in the audit log the decision about a clip's manifest is. */
  @FunctionalInterface
  public interface LogIndexes {
    /** Returns the proven index, empty if the log does not prove it: then the clip stays out. */
    OptionalLong of(ClipReader.StoredClip clip) throws IOException;
  }

  /** Puts a build into the audit log. */
  @FunctionalInterface
  public interface BuildRecord {
    /**
     * Returns when it is there.
     *
     * @param rules that permitted it
     * @throws IOException if it is not known to be there: then nothing is written
     */
    void log(String purpose, Set<String> rules, Digest pack) throws IOException;
  }

  /**
   * @param policy in force when the set is built
   */
  public DatasetBuilder(ClipReader clips, PolicyEngine policy, LogIndexes log, BuildRecord record) {
    this.clips = clips;
    this.policy = policy;
    this.log = log;
    this.record = record;
  }

  /**
   * @param folder for this purpose; made if it is not there
   * @throws NotPermittedException before anything is written
   * @throws IOException if folder, store or log cannot be used; run it again
   */
  public DatasetManifest build(String purpose, Path folder, Instant now)
      throws IOException, CorruptRowException, NotPermittedException {
    Decision decision = decide(purpose, now);
    if (!decision.permitted()) {
      throw new NotPermittedException(purpose, decision);
    }
    Files.createDirectories(folder);
    DatasetManifest before = before(purpose, folder);
    record.log(purpose, Set.copyOf(decision.rules()), decision.pack());
    List<DatasetManifest.Entry> entries = new ArrayList<>();
    long incomplete = 0;
    for (ClipReader.StoredClip each : clips.list()) {
      if (each.purpose().equals(purpose) && !add(each, folder, entries)) {
        incomplete++;
      }
    }
    long withdrawn = before.withdrawn() + removeOthers(before, entries, folder);
    var manifest =
        new DatasetManifest(
            DatasetManifest.VERSION,
            purpose,
            decision.pack().hex(),
            now.toEpochMilli(),
            entries,
            withdrawn,
            incomplete);
    write(folder.resolve(MANIFEST), JSON.writeValueAsBytes(manifest));
    return manifest;
  }

  private Decision decide(String purpose, Instant now) {
    return policy.decide(
        new Request(
            Stage.STORE,
            ClipManifest.CATEGORY,
            purpose,
            Consent.NOT_SET,
            now,
            new KnownFacts(Map.of(Variable.JURISDICTION, "CN"))));
  }

  private static DatasetManifest before(String purpose, Path folder) throws IOException {
    Path file = folder.resolve(MANIFEST);
    if (!Files.exists(file)) {
      return new DatasetManifest(DatasetManifest.VERSION, purpose, "", 0, List.of(), 0, 0);
    }
    if (Files.size(file) > MAX_MANIFEST_BYTES) {
      throw new IOException(file + " is longer than " + MAX_MANIFEST_BYTES + " bytes");
    }
    var before = JSON.readValue(Files.readAllBytes(file), DatasetManifest.class);
    if (before.version() != DatasetManifest.VERSION || !before.purpose().equals(purpose)) {
      throw new IOException(file + " is of another version or purpose; choose another folder");
    }
    return before;
  }

  /** Fail closed: what is not whole, or not proven, is left out. */
  private boolean add(ClipReader.StoredClip clip, Path folder, List<DatasetManifest.Entry> entries)
      throws IOException, CorruptRowException {
    ClipManifest manifest = clip.manifest();
    OptionalLong index = log.of(clip);
    if (index.isEmpty()) {
      return false;
    }
    try {
      Bytes file = clips.assemble(manifest.clip());
      write(folder.resolve(name(manifest.clip().hex())), file.toArray());
      entries.add(
          new DatasetManifest.Entry(
              manifest.clip().hex(),
              clip.item().toString(),
              index.getAsLong(),
              manifest.sensor(),
              manifest.frames().size(),
              file.length()));
      return true;
    } catch (IncompleteClipException e) {
      return false;
    }
  }

  private static long removeOthers(
      DatasetManifest before, List<DatasetManifest.Entry> entries, Path folder) throws IOException {
    Set<String> present =
        entries.stream().map(DatasetManifest.Entry::clip).collect(Collectors.toSet());
    long removed = 0;
    for (DatasetManifest.Entry each : before.clips()) {
      if (!present.contains(each.clip())) {
        // Only a digest is a name that was written here; the file is the reader's, and may be
        // changed.
        if (each.clip().matches("[0-9a-f]{64}")) {
          Files.deleteIfExists(folder.resolve(name(each.clip())));
        }
        removed++;
      }
    }
    return removed;
  }

  private static String name(String clip) {
    return clip + ".mp4";
  }

  /** Appears whole or not at all. */
  private static void write(Path file, byte[] content) throws IOException {
    Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), ".dataset-", ".draft");
    try {
      Files.write(draft, content);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
