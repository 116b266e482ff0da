package dev.breakwater.ingest.residual;

import dev.breakwater.audit.durable.DurableFiles;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.onshore.ClipReader;
import dev.breakwater.ingest.onshore.ClipReader.StoredClip;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.HeldClips;
import dev.breakwater.ingest.onshore.IncompleteClipException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The second look at what is stored: a share of the clips is decoded and searched by a network that
 * did not anonymize them. A clip in which it finds a face or a plate, or that it cannot search,
 * goes to quarantine, and the log has an incident. For one thread of one process at a time.
 *
 * <p>Source: GB/T 44464-2024, 5.6.2: what leaves the car is anonymized; a find says that it was
 * not.
 */
public final class ResidualCheck {
  /** The data key's purpose, of the draw and of the statements. */
  static final String PURPOSE = "second-look";

  static final String ONSHORE = "onshore";
  private static final String FOUND = "SECOND_LOOK: ";

  private final Place place;
  private final Sample sample;
  private final ClipSearch search;
  private final Incidents incidents;
  private final Surroundings surroundings;

  /** Takes a statement into the audit log; returns when it will get its leaf. */
  @FunctionalInterface
  public interface Incidents {
    void append(Statement statement) throws IOException;
  }

  /**
   * What is looked at.
   *
   * @param seen file of the clips that were looked at, which only this writes
   */
  public record Place(ClipReader clips, HeldClips held, DataKeys keys, Path seen) {}

  /**
   * What one run came to.
   *
   * @param looked clips that were searched now
   * @param found those that went to quarantine
   * @param waiting clips of the sample whose chunks are not all there yet
   */
  public record Findings(int looked, int found, int waiting) {}

  /** Draws ids, and says when. */
  public record Surroundings(InstantSource clock, RandomGenerator random) {}

  public ResidualCheck(
      Place place,
      Sample sample,
      ClipSearch search,
      Incidents incidents,
      Surroundings surroundings) {
    this.place = place;
    this.sample = sample;
    this.search = search;
    this.incidents = incidents;
    this.surroundings = surroundings;
  }

  /**
   * Looks at what is in the sample and was not looked at.
   *
   * @throws IOException if store, keys or Kafka cannot be used; run it again
   */
  public Findings run() throws IOException, CorruptRowException {
    tell();
    Bytes draw = place.keys().of(ONSHORE, PURPOSE);
    Set<String> before = seen();
    Set<String> after = new TreeSet<>();
    for (String each : before) {
      if (place.held().isHeld(Digest.ofHex(each))) {
        after.add(each);
      }
    }
    int looked = 0;
    int found = 0;
    int waiting = 0;
    for (StoredClip clip : place.clips().list()) {
      String id = clip.manifest().clip().hex();
      if (before.contains(id) || after.contains(id)) {
        after.add(id);
      } else if (sample.has(clip.manifest().clip(), draw)) {
        try {
          found += look(clip) ? 1 : 0;
          looked++;
          after.add(id);
        } catch (IncompleteClipException e) {
          waiting++;
        }
      }
    }
    tell();
    remember(after);
    return new Findings(looked, found, waiting);
  }

  private boolean look(StoredClip clip)
      throws IOException, CorruptRowException, IncompleteClipException {
    Bytes file = place.clips().assemble(clip.manifest().clip());
    ClipSearch.Result result = search.search(file);
    if (result.isClean()) {
      return false;
    }
    Digest id = clip.manifest().clip();
    List<String> items = new ArrayList<>();
    for (ItemId each : place.clips().items(id)) {
      items.add(each.toString());
    }
    place.held().hold(id, FOUND + result.text(), items, statement(clip, result));
    return true;
  }

  private Statement statement(StoredClip clip, ClipSearch.Result result) {
    var about = new Statement.About(clip.item().toString(), clip.manifest().clip(), "", 0, "");
    return new Statement(
        Statement.newId(surroundings.random()),
        "INCIDENT",
        result.decision(),
        List.of("second-look"),
        Digest.ZERO,
        about,
        DataKeys.name(ONSHORE, PURPOSE),
        surroundings.clock().millis());
  }

  /** What is held is hidden at once; the log is told as soon as Kafka takes it. */
  private void tell() throws IOException {
    for (Map.Entry<Digest, Statement> each : place.held().untold().entrySet()) {
      incidents.append(each.getValue());
      place.held().told(each.getKey());
    }
  }

  private Set<String> seen() throws IOException {
    return Files.exists(place.seen()) ? Set.copyOf(Files.readAllLines(place.seen())) : Set.of();
  }

  /** Clips that are no longer there are forgotten. */
  private void remember(Set<String> seen) throws IOException {
    String text = seen.stream().map(each -> each + "\n").collect(Collectors.joining());
    Path draft = place.seen().resolveSibling(place.seen().getFileName() + ".draft");
    DurableFiles.write(place.seen(), draft, Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
