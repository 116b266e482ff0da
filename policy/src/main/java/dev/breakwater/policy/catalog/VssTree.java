package dev.breakwater.policy.catalog;

import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Node.Mapping;
import dev.breakwater.policy.source.Node.Scalar;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The signals that a car has: a tree of the COVESA Vehicle Signal Specification, as the JSON
 * exporter of vss-tools writes it.
 *
 * @param paths of its leaves, in the order of the file
 */
public record VssTree(List<String> paths) {
  private static final String BRANCH = "branch";
  private static final Set<String> LEAVES = Set.of("sensor", "actuator", "attribute");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
  private static final int MAX_LEVELS = 24;

  public VssTree {
    paths = List.copyOf(paths);
  }

  /**
   * Reads a tree; what a node says besides its type and its children is not looked at.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException with every problem of the file
   */
  public static VssTree load(Bytes json, String name) throws InvalidSourceException {
    var source = Source.readTree(json, name);
    List<String> paths = new ArrayList<>();
    children(source, source.root(), "", 1, paths);
    source.refuseIfBroken();
    return new VssTree(paths);
  }

  private static void children(
      Source source, Node node, String parent, int level, List<String> paths) {
    if (!(node instanceof Mapping mapping) || level > MAX_LEVELS) {
      source.problem(node, "a mapping of at most " + MAX_LEVELS + " levels is expected here");
      return;
    }
    mapping.forEach(
        (name, child) -> {
          if (NAME.matcher(name.text()).matches()) {
            child(source, child, parent + name.text(), level, paths);
          } else {
            source.problem(name, "not a name of VSS: '" + name.text() + "'");
          }
        });
  }

  private static void child(Source source, Node node, String path, int level, List<String> paths) {
    if (!(node instanceof Mapping mapping)
        || !(mapping.fields().get("type") instanceof Scalar type)) {
      source.problem(node, "a mapping with a type is expected here");
    } else if (LEAVES.contains(type.text())) {
      paths.add(path);
    } else if (type.text().equals(BRANCH)) {
      Node children = mapping.fields().get("children");
      if (children != null) {
        children(source, children, path + ".", level + 1, paths);
      }
    } else {
      source.problem(type, "'" + type.text() + "' is neither a branch nor one of " + leaves());
    }
  }

  private static List<String> leaves() {
    return LEAVES.stream().sorted().toList();
  }
}
