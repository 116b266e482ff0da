package dev.breakwater.policy.pack;

import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Rule;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.source.BuiltIn;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A set of rules, as its author wrote it.
 *
 * @param id name of the pack, e.g. {@code cn-auto}
 * @param digest of the file's bytes
 * @param catalog the only kinds of data the pack knows
 * @param rules in the order of the file
 * @param otherwise denies what no rule speaks about
 */
public record PolicyPack(
    String id, Digest digest, Catalog catalog, List<Rule> rules, Rule otherwise) {
  /**
   * How much may be prepared of a pack: rules, each counted once for every stage, category, consent
   * and stretch between two dates that it can be asked in.
   */
  public static final long MAX_PREPARED = 2_000_000;

  private static final List<String> BUILT_IN =
      List.of(
          "cn-auto",
          "cn-border",
          "cn-survey",
          "cn-gbt32960",
          "cn-ftz-beijing",
          "cn-ftz-hainan",
          "cn-ftz-lingang",
          "cn-ftz-shanghai",
          "cn-ftz-tianjin",
          "cn-ftz-zhejiang",
          "eu-gdpr");

  private static final List<String> EXPORT = List.of("cn-auto", "cn-survey", "cn-border");
  private static final List<String> CAR = List.of("cn-auto", "cn-survey", "cn-gbt32960");

  /**
   * @throws IllegalArgumentException if there are too many rules on too many dates about the same
   */
  public PolicyPack {
    rules = List.copyOf(rules);
    long prepared = 0;
    for (Stage stage : Stage.values()) {
      for (String category : catalog.categories()) {
        prepared += prepared(rules, stage, category);
      }
    }
    if (prepared > MAX_PREPARED) {
      throw new IllegalArgumentException(
          "too many rules on too many dates speak of the same data: "
              + prepared
              + " answers of rules to prepare; the limit is "
              + MAX_PREPARED);
    }
  }

  private static long prepared(List<Rule> rules, Stage stage, String category) {
    Set<Instant> dates = new HashSet<>();
    long speaking = 0;
    for (Rule rule : rules) {
      if (rule.speaksOf(stage, category)) {
        speaking++;
        dates.add(rule.inForce().from());
        dates.add(rule.inForce().until());
      }
    }
    return speaking * dates.size() * Consent.values().length;
  }

  /**
   * Reads a pack.
   *
   * @param name of the file, for messages
   * @param catalog whose categories its rules may speak of
   * @throws InvalidSourceException with every problem of the file
   */
  public static PolicyPack load(Bytes yaml, String name, Catalog catalog)
      throws InvalidSourceException {
    return PackReader.read(yaml, name, catalog);
  }

  /**
   * Puts packs together: the rules of all are in force beside each other, and what none speaks
   * about is denied as the first pack says.
   *
   * @param id of the whole
   * @param digest of what the packs came in
   * @throws IllegalArgumentException if there is none, their catalogs differ, an id is in two, or
   *     they are too much together
   */
  public static PolicyPack together(String id, Digest digest, List<PolicyPack> packs) {
    if (packs.isEmpty() || packs.stream().map(PolicyPack::catalog).distinct().count() > 1) {
      throw new IllegalArgumentException("packs of one catalog are expected");
    }
    Set<String> ids = new HashSet<>();
    List<Rule> rules = packs.stream().flatMap(pack -> pack.rules().stream()).toList();
    for (Rule rule : rules) {
      if (!ids.add(rule.id())) {
        throw new IllegalArgumentException("the rule '" + rule.id() + "' is in two packs");
      }
    }
    return new PolicyPack(id, digest, packs.get(0).catalog(), rules, packs.get(0).otherwise());
  }

  /** Returns the built-in pack for passenger cars in mainland China. */
  public static PolicyPack cnAuto() {
    return builtIn("cn-auto");
  }

  /**
   * Returns what decides in a car before it gets a bundle: cn-auto, and with it what it has to know
   * of surveying and of the statutory lane.
   */
  public static PolicyPack cnCar() {
    return together("cn-car", CAR);
  }

  /** Returns what decides at the border before it gets a bundle. */
  public static PolicyPack cnExport() {
    return together("cn-export", EXPORT);
  }

  private static PolicyPack together(String id, List<String> builtIn) {
    List<PolicyPack> packs = builtIn.stream().map(PolicyPack::builtIn).toList();
    String digests = packs.stream().map(pack -> pack.digest().hex()).collect(Collectors.joining());
    return together(id, Digest.of(digests.getBytes(StandardCharsets.US_ASCII)), packs);
  }

  /** Returns the ids of the built-in packs. */
  public static List<String> builtInIds() {
    return BUILT_IN;
  }

  /**
   * Returns a built-in pack; their ids, and those of their rules, are unique.
   *
   * @throws IllegalArgumentException if there is none of this id
   */
  public static PolicyPack builtIn(String id) {
    return BuiltIn.load(
        PolicyPack.class, builtInFile(id), (yaml, name) -> load(yaml, name, Catalog.cn()));
  }

  /** Returns the file of a built-in pack, to begin another one with; throws likewise. */
  public static Bytes builtInText(String id) {
    return BuiltIn.load(PolicyPack.class, builtInFile(id), (yaml, name) -> yaml);
  }

  /** Returns the file of the cases that try a built-in pack; throws likewise. */
  public static Bytes builtInCases(String id) {
    String cases = builtInFile(id).replace(".yaml", ".cases.yaml");
    return BuiltIn.load(PolicyPack.class, cases, (yaml, name) -> yaml);
  }

  private static String builtInFile(String id) {
    if (!BUILT_IN.contains(id)) {
      throw new IllegalArgumentException("'" + id + "' is none of " + BUILT_IN);
    }
    return id + ".yaml";
  }
}
