package dev.breakwater.ingest.fsck;

import dev.breakwater.audit.fsck.Finding;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the log's head remembers for the appender, compared with the entries that are there: entries
 * of each verdict, the newest policy, and no more entries than records that were read.
 */
final class RememberedPlaces {
  private static final String VERSION = "dev.breakwater/outcomes@v";
  private static final Set<String> CAR_STAGES = Set.of("COLLECT", "OFFBOARD");

  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, Long> read = new HashMap<>(Map.of("offset", 0L, "statement", 0L));
  private String pack = "";
  private final List<Finding> findings = new ArrayList<>();

  static List<Finding> check(Bytes attachment, List<LeafContent> leaves) {
    var places = new RememberedPlaces();
    if (attachment.equals(Bytes.EMPTY) && leaves.isEmpty()) {
      return List.of(); // the log has just been made
    }
    try {
      places.parse(new String(attachment.toArray(), StandardCharsets.UTF_8));
      places.compare(leaves);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      places.wrong("is not what an appender remembers");
    }
    return places.findings;
  }

  private void wrong(String what) {
    findings.add(new Finding(Finding.NO_INDEX, "head", what));
  }

  private void parse(String text) {
    if (!text.startsWith(VERSION)) {
      throw new IllegalArgumentException("another version");
    }
    for (String line : text.lines().skip(1).toList()) {
      String[] word = line.split(" ", -1);
      long number = Long.parseLong(word[2]);
      switch (word[0]) {
        case "count" -> counts.put(word[1], number);
        case "pack" -> pack = word[1];
        case "offset", "statement" -> read.merge(word[0], number, Long::sum);
        default -> throw new IllegalArgumentException(word[0]);
      }
    }
  }

  private void compare(List<LeafContent> leaves) {
    Map<String, Long> there = new HashMap<>();
    long statements = 0;
    boolean policyIsThere = pack.isEmpty();
    for (LeafContent leaf : leaves) {
      if (leaf.stage().equals("STORE")) {
        there.merge(leaf.decision(), 1L, Long::sum);
      } else if (CAR_STAGES.contains(leaf.stage())) {
        there.merge("STORED", 1L, Long::sum);
      } else if (leaf.stage().equals("POLICY")) {
        policyIsThere |= leaf.pack().hex().equals(pack);
      } else {
        statements++;
      }
    }
    if (!there.equals(counts)) {
      wrong("remembers " + counts + " decisions, the log has " + there);
    }
    if (!policyIsThere) {
      wrong("remembers the policy " + pack + ", of which the log has no entry");
    }
    long decisions = there.values().stream().mapToLong(Long::longValue).sum();
    // A topic has markers of transactions besides: an offset may be higher than the count.
    requireRead("offset", "outcomes", decisions);
    requireRead("statement", "statements", statements);
  }

  private void requireRead(String word, String topic, long logged) {
    long offsets = read.getOrDefault(word, 0L);
    if (offsets < logged) {
      wrong("has read %d of %s, the log has %d".formatted(offsets, topic, logged));
    }
  }
}
