package dev.breakwater.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a drive: figures computed from the source files, Kafka, the store and the log, and the
 * checks that make the verdict.
 *
 * @param clips digests of the complete clips
 * @param anItem one stored item, for trying {@code audit prove}; empty if none is stored
 * @param planted what became of planted objects; null where nobody knows what is in the drive
 */
record Summary(
    Account account,
    Figures figures,
    List<String> clips,
    String anItem,
    @Nullable Planted planted,
    List<Check> checks) {

  /**
   * @param storedRows rows of the store
   * @param proven stored rows whose entry is proven to be in the log
   * @param framesLeft frames in the clips that reached the store
   * @param framesAttested those of them whose attestation verifies
   * @param logSize entries of the verified log
   * @param logRoot root of the verified log, hexadecimal
   * @param searchedBytes in which cabin data was looked for
   * @param found cabin data that was found, or empty
   */
  record Figures(
      long storedRows,
      long proven,
      long framesLeft,
      long framesAttested,
      long logSize,
      String logRoot,
      long searchedBytes,
      String found) {}

  Summary {
    clips = List.copyOf(clips);
    checks = List.copyOf(checks);
  }

  boolean isGood() {
    return checks.stream().allMatch(Check::good);
  }

  /** Writes the summary for programs; the file appears whole. */
  void write(Path file) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(draft.toFile(), json());
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private ObjectNode json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("verdict", isGood() ? "good" : "bad");
    Fed fed = account.fed();
    root.putObject("fed")
        .put("frames", fed.frames())
        .put("signals", fed.signals())
        .put("cabin", fed.cabin())
        .put("total", fed.total());
    root.put("skipped", account.skipped())
        .put("withheld", account.withheld())
        .put("refusedInCar", account.refusedInCar())
        .put("keptInCar", account.keptInCar())
        .put("tombstoned", account.tombstoned())
        .put("sent", account.sent())
        .put("stored", account.stored())
        .put("quarantined", account.quarantined())
        .put("refused", account.refused())
        .put("storedRows", figures.storedRows())
        .put("proven", figures.proven())
        .put("anItem", anItem);
    root.putObject("frames")
        .put("left", figures.framesLeft())
        .put("attested", figures.framesAttested());
    root.putObject("log").put("size", figures.logSize()).put("root", figures.logRoot());
    root.putObject("cabin")
        .put("searchedBytes", figures.searchedBytes())
        .put("found", figures.found());
    clips.forEach(root.putArray("clips")::add);
    if (planted != null) {
      ObjectNode covered = root.putObject("planted");
      put(covered.putObject("faces"), planted.faces());
      put(covered.putObject("plates"), planted.plates());
    }
    for (Check check : checks) {
      root.withArray("checks")
          .addObject()
          .put("name", check.name())
          .put("good", check.good())
          .put("detail", check.detail());
    }
    return root;
  }

  private static void put(ObjectNode node, Planted.Count count) {
    node.put("all", count.all()).put("covered", count.covered());
  }
}
